// When two signatures are those of near-duplicates, and what a cluster of them is called. Pure.

/** Numbers of the signature of a text of some length; another length is a short text's, or one of before version 3 of the enrichment. */
const longSignature = 5;
/**
 * Of 20: minima of texts are equal as often as their pairs of words are common. Half of the texts with 63% in common have so many, of those with half in common one
 * in eight.
 */
const fewestEqualMinima = 13;
/** Of the 64 bits of the first two numbers, in signatures of before: two texts differ in 32 (1 − similarity) of them on average. */
const mostDifferentBits = 12;

function bitCount(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many of the four bytes of two numbers are equal. */
function equalBytes(a: number, b: number): number {
  const different = a ^ b;
  let equal = 0;
  for (let shift = 0; shift < 32; shift += 8) if (((different >>> shift) & 0xff) === 0) equal++;
  return equal;
}

/** Whether two signatures that share a band (settle-candidates.sql) are those of near-duplicates. */
export function areNear(a: readonly number[], b: readonly number[]): boolean {
  const isLong = a.length === longSignature;
  if (isLong !== (b.length === longSignature)) return false;
  if (!isLong) return bitCount(a[0]! ^ b[0]!) + bitCount(a[1]! ^ b[1]!) <= mostDifferentBits;
  let equal = 0;
  for (let i = 0; i < longSignature; i++) equal += equalBytes(a[i]!, b[i]!);
  return equal >= fewestEqualMinima;
}

const hex = (half: number) => (half >>> 0).toString(16).padStart(8, '0');

/** A cluster is called after the signature of its first post: 16 hex digits; empty where there is none. */
export function clusterName(signature: readonly number[]): string {
  if (signature.length === 0) return '';
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = signature;
  if (signature.length !== longSignature) return `${hex(b)}${hex(a)}`;
  const [low, high] = [a ^ Math.imul(c, 0x85ebca6b), b ^ Math.imul(d, 0xc2b2ae35)];
  return `${hex(high ^ Math.imul(e, 0x27d4eb2f))}${hex(low ^ e)}`;
}
