// Memory for the columns of one text, cut from larger pieces: a typed array with memory of its own costs the engine ten times as
// much to make, and a text needs a dozen.

const slabBytes = 1 << 18;
let slab = new ArrayBuffer(slabBytes);
let used = 0;

/** `at`: where in `buffer` this many bytes begin, a multiple of eight; nobody had them before, so they are zero. */
export function cutBytes(bytes: number): { buffer: ArrayBuffer; at: number } {
  if (bytes > slabBytes >> 2) return { buffer: new ArrayBuffer(bytes), at: 0 };
  if (used + bytes > slabBytes) {
    slab = new ArrayBuffer(slabBytes);
    used = 0;
  }
  const at = used;
  used += (bytes + 7) & ~7;
  return { buffer: slab, at };
}

export function cutInt32(count: number): Int32Array {
  const { buffer, at } = cutBytes(4 * count);
  return new Int32Array(buffer, at, count);
}

export function cutFloat64(count: number): Float64Array {
  const { buffer, at } = cutBytes(8 * count);
  return new Float64Array(buffer, at, count);
}

export function cutUint8(count: number): Uint8Array {
  const { buffer, at } = cutBytes(count);
  return new Uint8Array(buffer, at, count);
}
