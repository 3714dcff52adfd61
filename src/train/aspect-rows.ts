// Opinions on places of a city, each with its target and aspect: what the aspect model learns words from.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../enrich/aspect-features.ts';
import { spotsOfName } from '../enrich/target-names.ts';
import { tokenize } from '../enrich/tokens.ts';
import type { Label } from './sentiment-rows.ts';

export interface AspectRow {
  text: string;
  target: Target;
  label: Label;
  weight: number;
}

interface OpinionLine {
  text: string;
  opinions: { target_entity: string; aspect: string; sentiment: string }[];
}

/** A sentence without opinions counts less: it is no aspect's, and there are as many as opinions. */
const silentWeight = 0.3;

/** `topicOf`: aspect of the file → our topic. A sentence without opinions says nothing of its first place. */
export function readOpinions(
  directory: string,
  part: 'train' | 'dev',
  topicOf: ReadonlyMap<string, string>,
): AspectRow[] {
  const lines = readFileSync(join(directory, `aspects/sentihood-${part}.jsonl`), 'utf8').split('\n');
  return lines.filter(Boolean).flatMap((line): AspectRow[] => {
    const { text, opinions } = JSON.parse(line) as OpinionLine;
    const tokens = tokenize(text);
    const target = (name: string, topic = ''): Target => ({
      spots: spotsOfName(tokens, name),
      topic,
      isName: true,
    });
    if (opinions.length === 0) return [{ text, target: target('LOCATION1'), label: 1, weight: silentWeight }];
    return opinions.map(({ target_entity: name, aspect, sentiment }) => ({
      text,
      target: target(name, topicOf.get(aspect.toLowerCase())),
      label: sentiment === 'Positive' ? 2 : 0,
      weight: 1,
    }));
  });
}
