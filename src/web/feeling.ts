// The labels of sentiment, as signs and as names of styles. Pure.

// maps, because a label from elsewhere may be `__proto__`, and what an object finds under it is no text
const signs = new Map([
  ['negative', '−'],
  ['neutral', '○'],
  ['positive', '+'],
]);

/** So that nothing is told by colour alone. */
export const signOf = (label: string): string => signs.get(label) ?? '?';

/** A label that is not ours has no style of its own. */
export const toneOf = (label: string): string => (signs.has(label) ? label : 'unknown');
