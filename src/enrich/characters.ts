// What each UTF-16 unit is, as one table look-up: built once when the module loads, so that no post meets a regular expression.

export const charClass = {
  space: 0,
  letter: 1,
  digit: 2,
  mark: 3,
  symbol: 4,
  emoji: 5,
  /** a script without spaces between words: every character is a word of its own */
  ideograph: 6,
  surrogate: 7,
  /** zero-width joiners, variation selectors: part of what stands before them */
  joiner: 8,
} as const;

const upperBit = 16;

function classify(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return charClass.surrogate;
  if (unit === 0x200c || unit === 0x200d || (unit >= 0xfe00 && unit <= 0xfe0f)) return charClass.joiner;
  const char = String.fromCharCode(unit);
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(char)) {
    return /[\p{L}\p{N}]/u.test(char) ? charClass.ideograph : charClass.mark;
  }
  if (/\p{L}/u.test(char)) return /\p{Lu}/u.test(char) ? charClass.letter | upperBit : charClass.letter;
  if (/\p{N}/u.test(char)) return charClass.digit;
  if (/\p{M}/u.test(char)) return charClass.mark;
  if (/[\p{Z}\p{C}]/u.test(char)) return charClass.space;
  return unit > 0xff && /\p{Extended_Pictographic}/u.test(char) ? charClass.emoji : charClass.symbol;
}

const table = new Uint8Array(65_536);
for (let unit = 0; unit < table.length; unit++) table[unit] = classify(unit);

/** One of `charClass`, for a UTF-16 unit (NaN, past the end of a text, is a space). */
export function classOf(unit: number): number {
  return (table[unit] ?? 0) & 15;
}

export function isUpper(unit: number): boolean {
  return ((table[unit] ?? 0) & upperBit) !== 0;
}

/** The class of a character outside the basic plane; pictographs from U+1F000 on, everything else counts as letters. */
export function classOfAstral(codePoint: number): number {
  if (codePoint >= 0x1f000 && codePoint <= 0x1faff) return charClass.emoji;
  return codePoint >= 0x20000 && codePoint <= 0x3ffff ? charClass.ideograph : charClass.letter;
}

export function isRegionalIndicator(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}

export function isSkinTone(codePoint: number): boolean {
  return codePoint >= 0x1f3fb && codePoint <= 0x1f3ff;
}

/** Without accents, so that "Malasana" is found where the profile says "Malasaña". */
export function foldAccents(word: string): string {
  let plain = true;
  for (let i = 0; i < word.length && plain; i++) plain = word.charCodeAt(i) < 0x80;
  if (plain) return word;
  let folded = '';
  for (const char of word.normalize('NFD')) {
    if (classOf(char.charCodeAt(0)) !== charClass.mark) folded += char;
  }
  return folded;
}
