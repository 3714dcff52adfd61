// Kept messages lose the posts that were deleted after they were made, so that nothing that is sent from now on names them.
import type { City } from '../config.ts';
import type { Log } from '../log.ts';
import { findDeletedPosts, type NamedPost, namedKey } from '../store/deleted-posts.ts';
import type { Lane } from '../store/lane.ts';
import { createKeptMessages } from './kept-messages.ts';
import type { Message } from './message.ts';
import { postsNamedBy, withoutNamed } from './withdraw.ts';

/** A message as it may be sent now, which is also how it is kept from now on; undefined once it is no longer kept. Throws TransientError. */
export async function messageToSend(
  { lane, city, profile }: { lane: Lane; city: string; profile: City | undefined },
  id: string,
): Promise<Message | undefined> {
  const kept = createKeptMessages(lane);
  const message = await kept.get(city, id);
  if (message === undefined) return undefined;
  const named = postsNamedBy(message);
  const deleted = await findDeletedPosts(lane, city, named);
  if (deleted.size === 0) return message;
  const left = await withoutNamed(message, (post) => deleted.has(namedKey(post)), profile);
  await kept.replace(left);
  return left;
}

/** One look at all messages that name a post. Safe to repeat. Throws TransientError. */
export async function withdrawFromMessages({
  lane,
  cityOf,
  log,
}: {
  lane: Lane;
  /** undefined when its profile cannot be read */
  cityOf(id: string): Promise<City | undefined>;
  log: Log;
}): Promise<void> {
  const kept = createKeptMessages(lane);
  const naming = await kept.naming();
  const cities = new Map<string, NamedPost[]>();
  for (const { city, posts } of naming) cities.set(city, [...(cities.get(city) ?? []), ...posts]);
  for (const [city, posts] of cities) {
    const deleted = await findDeletedPosts(lane, city, posts);
    if (deleted.size === 0) continue;
    const profile = await cityOf(city);
    for (const { id } of naming.filter(
      (message) => message.city === city && message.posts.some((post) => deleted.has(namedKey(post))),
    )) {
      const left = await messageToSend({ lane, city, profile }, id);
      if (left === undefined) continue;
      const { kind, about, audience } = left;
      log.info({ city, kind, about, audience }, 'a kept message was written again without what was deleted');
    }
  }
  await kept.forgetReplaced();
}
