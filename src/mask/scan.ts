// What the finders of src/mask share: the state of the one scan, and the classes of characters.

/** What stands in the place of something that names a person. */
export type Mask = '@user' | '[email]' | '[phone]';

/** `as` undefined: recognised, and kept as it is (an account of the city). Offsets are UTF-16 units, end exclusive. */
export interface Hit {
  start: number;
  end: number;
  as?: Mask;
}

export interface Scan {
  readonly text: string;
  /** accounts that stay, in lower case, without the leading @ */
  readonly allowed: ReadonlySet<string>;
  /** end of the last replacement: no finder looks or reaches before it */
  from: number;
  /** last character that the last replacement wrote */
  tail: string;
}

/** Code of the character that the output has before `at`; NaN at the start. A second pass must see what the first saw. */
export function codeBefore(scan: Scan, at: number): number {
  if (at === scan.from) return scan.tail.charCodeAt(0);
  return scan.text.charCodeAt(at - 1);
}

export const isDigit = (code: number) => code >= 48 && code <= 57;

/** A–Z, a–z, 0–9 and _ */
export const isWord = (code: number) =>
  isDigit(code) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;

/** Letters of the scripts that addresses are written in beyond ASCII: Latin, Greek, Cyrillic. */
export const isAddressLetter = (code: number) =>
  (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7) || (code >= 0x370 && code <= 0x52f);

export const isAt = (code: number) => code === 0x40 || code === 0xff20;
