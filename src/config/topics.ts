// The topics a city listens for, as they are written in topics.yaml. The reference for people is docs/topics.md.
import { z } from 'zod';
import type { Topic } from './city.ts';
import type { Problem } from './problem.ts';
import { languageCode } from './profile.ts';
import { section, validate } from './validate.ts';
import type { YamlFile } from './yaml-file.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const longestEntry = 100;
/** A pair may list many alternatives. */
const longestPair = 1000;

const isWord = (value: string) => /^[\p{L}\p{M}\p{N}'’]+$/u.test(value);
const isSeveral = (value: string) => /[^\s\p{P}][\s\p{P}]+[^\s\p{P}]/u.test(value);

/** What is wrong with an entry; nothing when it is right. */
type Fault = (value: string) => string | undefined;
const keywordFault: Fault = (value) =>
  isWord(value) ? undefined : 'a single word (several words, or a word with "-", belong under phrases)';
const phraseFault: Fault = (value) =>
  isSeveral(value) ? undefined : 'two words or more (a single word belongs under keywords)';

const pairFault: Fault = (value) => {
  const sides = value.split('+').map((side) => side.split('/'));
  const isPair = sides.length === 2 && sides.flat().every((word) => /[\p{L}\p{N}]/u.test(word));
  return isPair ? undefined : 'two words with "+" between, such as "road/street + hole/dug"';
};

/** `pothole, bad road` reads like `[pothole, bad road]`: it is easier to write, and ten times faster to parse. */
const entries = z.preprocess(
  (value) => (typeof value === 'string' ? value.replace(/,\s*$/, '').split(',') : value),
  z.array(z.string().trim(), 'words with commas between, or a list'),
);

/** Per language, entries without repetitions. */
const perLanguage = (faultOf: Fault, longest = longestEntry) =>
  z.record(
    languageCode,
    entries.superRefine((list, context) => {
      const seen = new Set<string>();
      for (const [index, value] of list.entries()) {
        const folded = value.toLowerCase();
        const isSized = value !== '' && value.length <= longest;
        const fault = isSized ? faultOf(value) : `1 to ${longest} characters`;
        const message = seen.has(folded) ? 'each entry once' : fault;
        if (message !== undefined)
          context.addIssue({ code: 'custom', path: [index], message, params: { value } });
        seen.add(folded);
      }
    }),
  );

const topicSchema = section({
  label: text(100),
  description: text(500),
  keywords: perLanguage(keywordFault).default({}),
  phrases: perLanguage(phraseFault).default({}),
  together: perLanguage(pairFault, longestPair).optional(),
  weak: perLanguage(() => undefined).optional(),
  not: perLanguage(() => undefined).default({}),
  within: z.string().optional(),
}).refine(
  ({ keywords, phrases }) =>
    [...Object.values(keywords), ...Object.values(phrases)].some((list) => list.length > 0),
  'at least one keyword or phrase',
);

const topicId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a lower-case topic id such as street-lights');

export const topicsSchema = section({
  topics: z
    .record(topicId, topicSchema)
    .refine((topics) => Object.keys(topics).length > 0, 'at least one topic')
    .superRefine((topics, context) => {
      for (const [id, { within }] of Object.entries(topics)) {
        if (within === undefined) continue;
        const isBroader = Object.hasOwn(topics, within) && topics[within]!.within === undefined;
        if (isBroader && within !== id) continue;
        const message = 'the id of another topic of this file that lies within none';
        context.addIssue({ code: 'custom', path: [id, 'within'], message, params: { value: within } });
      }
    }),
});

/** The topics of a parsed topics.yaml, in the order of the file; mistakes go to `problems`. */
export function readTopics(yaml: YamlFile, problems: Problem[]): Topic[] {
  problems.push(...yaml.problems);
  if (!yaml.readable) return [];
  const parsed = validate(topicsSchema, yaml, problems);
  return Object.entries(parsed?.topics ?? {}).map(([id, { together, weak, within, ...topic }]) => ({
    id,
    ...topic,
    ...(together && { together }),
    ...(weak && { weak }),
    ...(within !== undefined && { within }),
  }));
}
