// For nine days nothing came from the town board: the collector was down, the city was not silent.
import { channels } from '../sample-post.ts';

/** Days before "now", first and last. Between them no post of the channel reaches us. */
export const quietChannel = {
  name: 'quiet',
  about: 'The town board is silent for nine days because its collector was down: a gap, not a drop',
  channel: channels.board,
  daysAgo: [52, 44],
} as const;
