// What a city says its 311 service codes are about: `topics` among the options of open311.
import type { Topic } from './city.ts';
import { suggestion } from './nearest.ts';
import type { Problem } from './problem.ts';
import { valueAt } from './validate.ts';
import type { YamlFile } from './yaml-file.ts';

const at = ['sources', 'open311', 'options', 'topics'];

/** Every code that is said to be about a topic that topics.yaml does not have. */
export function checkServiceTopics(yaml: YamlFile, topics: readonly Topic[]): Problem[] {
  const ids = topics.map(({ id }) => id);
  const problems: Problem[] = [];
  for (const [code, topic] of Object.entries(Object(valueAt(yaml.raw, at)) as object)) {
    // What is no text is told by the source's own options.
    if (typeof topic !== 'string' || ids.includes(topic)) continue;
    const expected = `the id of a topic of topics.yaml, one of ${ids.join(', ')}${suggestion(topic, ids)}`;
    problems.push(yaml.problem([...at, code], expected, { value: topic }));
  }
  return problems;
}

/** Without a prototype: a code may be any text. Undefined where the profile says nothing. */
export function serviceTopicsOf(
  sources: Readonly<Record<string, { options?: unknown }>>,
): Record<string, string> | undefined {
  const found = Object.entries(Object(valueAt(sources, at.slice(1))) as object).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return found.length > 0 ? Object.assign(Object.create(null), Object.fromEntries(found)) : undefined;
}
