// A small grammar: "[a|b]" is one of several, "{name}" is filled from the scene. Templates are read once.
import type { Random } from './random.ts';

type Node = string | { slot: string } | { choices: readonly Template[] };

export type Template = readonly Node[];

/** What a text is about: where it is, and the fillings of its slots. */
export interface Scene {
  random: Random;
  /** the filling of a slot; it may set `isPlaced` */
  fill(slot: string, scene: Scene): string;
  /** a filling has named a place, so that nothing needs to be added */
  isPlaced: boolean;
}

/** Throws RangeError when a bracket is not closed, so that a slip of the pen fails the first test. */
export function parseTemplate(source: string): Template {
  let at = 0;
  const until = (closers: string): Template => {
    const nodes: Node[] = [];
    let literal = '';
    const flush = () => {
      if (literal !== '') nodes.push(literal);
      literal = '';
    };
    while (at < source.length && !closers.includes(source[at]!)) {
      const char = source[at]!;
      if (char === '{') {
        const end = source.indexOf('}', at);
        if (end < 0) throw new RangeError(`"}" is missing in: ${source}`);
        flush();
        nodes.push({ slot: source.slice(at + 1, end) });
        at = end + 1;
      } else if (char === '[') {
        flush();
        const choices: Template[] = [];
        do {
          at++;
          choices.push(until('|]'));
        } while (source[at] === '|');
        if (source[at] !== ']') throw new RangeError(`"]" is missing in: ${source}`);
        at++;
        nodes.push({ choices });
      } else {
        literal += char;
        at++;
      }
    }
    flush();
    return nodes;
  };
  const template = until('');
  return template;
}

export function expand(template: Template, scene: Scene): string {
  let text = '';
  for (const node of template) {
    if (typeof node === 'string') text += node;
    else if ('slot' in node) text += scene.fill(node.slot, scene);
    else text += expand(scene.random.pick(node.choices), scene);
  }
  return text;
}

/** Every slot that a template may ask for. */
export function slotsOf(template: Template): string[] {
  return template.flatMap((node) => {
    if (typeof node === 'string') return [];
    return 'slot' in node ? [node.slot] : node.choices.flatMap(slotsOf);
  });
}
