// Posts that name Quillport and mean something else: a hamlet on the other side of the world, a castle, a saga of novels.
import { expand } from './grammar.ts';
import { neighbourhoods } from './neighbourhoods.ts';
import type { Random } from './random.ts';
import { createScene } from './scene.ts';
import { templates } from './topics/topic-words.ts';

/** Words in the profile that say: not us. */
export const notUs = [
  'Quillport Tasmania',
  'Quillport, Tasmania',
  'Quillport TAS',
  'Quillport Castle',
  'QuillportSaga',
  'Quillport Saga',
];

const lines = templates(`
  [Lovely|Windy|Gorgeous|Quiet] [morning|weekend|walk|surf] at Quillport, Tasmania, [wombats by the road|whales off the jetty|nobody around], {n} days [left|of holiday]
  Ferry to Quillport TAS [canceled|late|full] [again|because of swell|on {day}], [stuck in the pub|missed the school run]
  [Finished|Reading|Crying over] book {n} of the #QuillportSaga, [no spoilers please|that ending|chapter {n}{n} broke me]
  The [casting|trailer|map|cover] for the Quillport Saga [is out|leaked|looks wrong], [the queen is not blond|where are the dragons|I need it now]
  [Toured|Got married at|Photographing] Quillport Castle [in the rain|on {day}|last {day}], [{n}{n} steps to the tower|ghosts included|tea was cold]
  House prices in Quillport, Tasmania up again, my cousin [sold a shed for {money} thousand|bought in {month}]
  Quillport TAS footy club [won|lost] by {n} goals, [what a game|umpire was blind]`);

export function namesake(random: Random): string {
  return expand(random.pick(lines), createScene(random, neighbourhoods[0]!, 'events'));
}
