// What the letters alone say of a language: most scripts are written by one.

/** From, to (inclusive) and what is written in it; `ngrams` where several languages share the script. */
const ranges: readonly [number, number, string][] = [
  [0x0041, 0x024f, 'ngrams'],
  [0x0370, 0x03ff, 'el'],
  [0x0400, 0x052f, 'ngrams'],
  [0x0530, 0x058f, 'hy'],
  [0x0590, 0x05ff, 'he'],
  [0x0600, 0x08ff, 'ngrams'],
  [0x0900, 0x097f, 'ngrams'],
  [0x0980, 0x09ff, 'bn'],
  [0x0a00, 0x0a7f, 'pa'],
  [0x0a80, 0x0aff, 'gu'],
  [0x0b00, 0x0b7f, 'or'],
  [0x0b80, 0x0bff, 'ta'],
  [0x0c00, 0x0c7f, 'te'],
  [0x0c80, 0x0cff, 'kn'],
  [0x0d00, 0x0d7f, 'ml'],
  [0x0d80, 0x0dff, 'si'],
  [0x0e00, 0x0e7f, 'th'],
  [0x0e80, 0x0eff, 'lo'],
  [0x1000, 0x109f, 'my'],
  [0x10a0, 0x10ff, 'ka'],
  [0x1100, 0x11ff, 'ko'],
  [0x1200, 0x139f, 'am'],
  [0x1780, 0x17ff, 'km'],
  [0x1e00, 0x1eff, 'ngrams'],
  [0x3040, 0x30ff, 'ja'],
  [0x3400, 0x9fff, 'zh'],
  [0xac00, 0xd7a3, 'ko'],
  // Presentation forms of Arabic letters, which old keyboards leave.
  [0xfb50, 0xfdff, 'ar'],
  [0xfe70, 0xfeff, 'ar'],
];

export const scriptNames: readonly string[] = ['', ...new Set(ranges.map(([, , name]) => name))];

const table = new Uint8Array(65_536);
for (const [from, to, name] of ranges) table.fill(scriptNames.indexOf(name), from, to + 1);

/** Index in `scriptNames` of a UTF-16 unit; 0 for what is in none of them. */
export const scriptOf = (unit: number): number => table[unit] ?? 0;
