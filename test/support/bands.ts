/** The bands of a signature, as settle-candidates.sql cuts them. */
export function bandsOf(signature: readonly number[]): number[] {
  if (signature.length !== 5) return signature.slice(2);
  const byte = (at: number, lane: number) => (signature[at % 5]! >>> lane) & 0xff;
  const across = signature.map(
    (_, at) =>
      ((byte(at, 24) << 24) | (byte(at + 1, 16) << 16) | (byte(at + 2, 8) << 8) | byte(at + 3, 0)) >>> 0,
  );
  return [...signature, ...across];
}
