// What the ledger should say of each channel: all of it, but for the nine days in which the town board was not collected.
import { quietInterval } from './generate.ts';
import { neighbourhoods } from './neighbourhoods.ts';
import { channels, forumChannel } from './sample-post.ts';
import { quietChannel } from './stories/quiet-channel.ts';

export interface ChannelCoverage {
  channel: string;
  from: Date;
  /** exclusive */
  to: Date;
}

/** The covered intervals within [from, to), channel by channel; `now` is where the stories are anchored. */
export function channelCoverage({ from, to, now }: { from: Date; to: Date; now: Date }): ChannelCoverage[] {
  const quiet = quietInterval(now);
  const names = [...Object.values(channels), ...neighbourhoods.map(({ name }) => forumChannel(name))];
  return names.flatMap((channel) => {
    if (channel !== quietChannel.channel || quiet.to <= from || quiet.from >= to)
      return [{ channel, from, to }];
    const parts = [
      { channel, from, to: quiet.from },
      { channel, from: quiet.to, to },
    ];
    return parts.filter((part) => part.from < part.to);
  });
}
