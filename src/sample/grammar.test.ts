import { describe, expect, it } from 'vitest';
import { expand, parseTemplate, slotsOf } from './grammar.ts';
import { createRandom } from './random.ts';
import { slotNames } from './scene.ts';
import { topicIds, topics } from './topics/catalog.ts';
import { endings, openings, replies, reporting, spanish } from './wording.ts';

const scene = (seed: number) => ({
  random: createRandom(seed),
  fill: (slot: string) => `<${slot}>`,
  isPlaced: false,
});

describe('the grammar', () => {
  it('chooses, nests and fills', () => {
    const template = parseTemplate('a [b|c [d|{e}]] {f}');
    const seen = new Set(Array.from({ length: 50 }, (_, seed) => expand(template, scene(seed))));
    expect([...seen].sort()).toEqual(['a b <f>', 'a c <e> <f>', 'a c d <f>']);
  });

  it.each(['a [b', 'a {b', '[a|[b]'])('refuses %s', (source) => {
    expect(() => parseTemplate(source)).toThrow(RangeError);
  });

  it('asks only for slots that can be filled, in every template', () => {
    const lists = [openings, endings, replies, spanish.endings].flatMap((group) => Object.values(group));
    const own = topicIds.flatMap((id) => {
      const { articles, services, spanish: es, id: _, ...words } = topics[id];
      const texts = [
        ...Object.values(words),
        ...Object.values(es),
        ...services.map((service) => service.texts),
      ].flat();
      return [...texts, ...articles.flatMap(({ headline, lead }) => [headline, lead])];
    });
    const templates = [...lists.flat(), ...own, ...reporting, ...spanish.openings];
    expect(templates.length).toBeGreaterThan(800);
    const unknown = templates.flatMap(slotsOf).filter((slot) => !slotNames.has(slot));
    expect(unknown).toEqual([]);
  });
});
