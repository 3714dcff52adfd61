// Whether a short text may tell where somebody lives. Pure; for texts of a few hundred characters.

/** A number and a street: `1204 ELM ST`, `5 Elm Street`, `5 N ELM ST`, `12B Elm Street`; not `4 PM`. In doubt it is one. */
const numberBeforeName = /\d\p{L}?\s+(?!(?:AM|PM)\b)\p{Lu}/u;

export const hasAddress = (text: string): boolean => numberBeforeName.test(text);
