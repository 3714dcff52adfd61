// Text of strangers on a terminal: nothing in it may move the cursor, change colours or reorder what stands beside it.

// C0 and C1 controls and DEL: escape sequences begin with one of them
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;
// embeddings, overrides and isolates reorder their surroundings, whether closed or not
const reorderings = /[\u202a-\u202e\u2066-\u2069]/gu;
// marks only help the letters next to them; without them a line is merely less well set
const marks = /[\u061c\u200e\u200f\ufeff]/gu;
const loneSurrogates = /\p{Surrogate}/gu;
const breaks = /[\t\n\r\u0085\u2028\u2029]+/gu;

/** Replaces what acts on a terminal by U+FFFD and keeps line breaks and tabs. */
export function neutralise(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[\u2028\u2029]/gu, '\n')
    .replace(marks, '')
    .replace(reorderings, '\ufffd')
    .replace(loneSurrogates, '\ufffd')
    .replace(controls, '\ufffd');
}

/** The same on one line: line breaks and tabs become spaces. */
export function onOneLine(text: string): string {
  return neutralise(text.replace(breaks, ' '));
}

/**
 * JSON text with the same meaning in which nothing acts on a terminal. JSON.stringify escapes C0 controls itself; the rest
 * can only stand inside strings, where an escape means the same.
 */
export function escapeJson(json: string): string {
  return json.replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
