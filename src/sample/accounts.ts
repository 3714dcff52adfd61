// Who writes: some ten thousand invented accounts, a few of which write a lot (Zipf), so that voices are not volume.
import { createRandom, type Random } from './random.ts';

const first =
  'harbor tallow salty quiet brick copper river gannet lantern rusty sunny windy grumpy bay hill stoop mossy tidal foggy amber juniper cinder night early lazy curious honest humble busy lucky plain gentle'.split(
    ' ',
  );
const second =
  'heron walker baker neighbor dad mom rider gardener fiddler cyclist reader voter tenant nurse teacher barista runner dogperson pigeon otter kettle teapot scribbler plumber sailor knitter skeptic optimist local lurker driver birder'.split(
    ' ',
  );

/** How many accounts each channel has: residents differ from channel to channel. */
const populations = { courier: 2400, shorts: 5200, board: 2600, forum: 3800 };

export type Crowd = keyof typeof populations;

function nameOf(crowd: Crowd, rank: number): string {
  const random = createRandom('account', crowd, rank);
  const joint = random.pick(['_', '']);
  const tail = random.chance(0.7) ? String(random.integer(1, 9999)) : '';
  return `${random.pick(first)}${joint}${random.pick(second)}${joint === '' ? '' : joint}${tail || rank}`;
}

const known = new Map<string, string>();

/** An account; the one of rank r writes about as often as 1/(r + 15). */
export function chooseAccount(random: Random, crowd: Crowd): string {
  // Density 1/(rank + shift): the shift keeps the first account near one post in a hundred instead of one in nine.
  const shift = 15;
  const rank = Math.floor(shift * ((populations[crowd] + shift) / shift) ** random.next() - shift);
  const key = `${crowd}${rank}`;
  let name = known.get(key);
  if (name === undefined) {
    name = nameOf(crowd, rank);
    known.set(key, name);
  }
  return name;
}
