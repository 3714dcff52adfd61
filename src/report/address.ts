// Whether a short text may tell where somebody lives. Pure; for texts of a few hundred characters.

/** A number and a street: `1204 ELM ST`, `5 Elm Street`, `12B Elm Street`; not `4 PM`. In doubt it is one. */
const numberBeforeName = /\d{2,}\p{L}?\s+\p{Lu}|\d\p{L}?\s+\p{Lu}\p{Ll}/u;

export const hasAddress = (text: string): boolean => numberBeforeName.test(text);
