// The files count Unicode code points, JavaScript counts UTF-16 units.

/** UTF-16 offset → code point offset; both count from 0. Built once per text, then a look-up. */
export function codePointsOf(text: string): (offset: number) => number {
  let isPlain = true;
  for (let i = 0; i < text.length && isPlain; i++) isPlain = (text.charCodeAt(i) & 0xf800) !== 0xd800;
  if (isPlain) return (offset) => offset;
  const points = new Int32Array(text.length + 1);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    points[i] = count;
    const isFirstHalf = (text.codePointAt(i) ?? 0) > 0xffff;
    if (isFirstHalf) points[++i] = count;
    count++;
  }
  points[text.length] = count;
  return (offset) => points[offset] ?? count;
}
