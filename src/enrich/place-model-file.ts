// The place tagger's weights as bytes: a header of 64-bit numbers, then three arrays in little-endian order.
import { labelCount, type PlaceModel, spanKinds } from './place-tagger.ts';
import { openWorldNames } from './world-names.ts';

const magic = 0x45_50_4c_31;
const headerLength = 5 + labelCount * labelCount;

export interface PlaceWeights {
  entries: Int32Array;
  scale: number;
  transitions: Float64Array;
  /** packed by `packWorldName` */
  world: Int32Array;
  kinds: Int8Array;
}

export function encodePlaceModel({ entries, scale, transitions, world, kinds }: PlaceWeights): Uint8Array {
  const header = Float64Array.of(magic, entries.length, scale, world.length, kinds.length, ...transitions);
  const arrays = [header, entries, world, kinds];
  const bytes = new Uint8Array(arrays.reduce((total, { byteLength }) => total + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** Throws RangeError when the bytes are no weights of this version. */
export function decodePlaceModel(bytes: Uint8Array): PlaceModel {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const header = new Float64Array(buffer, 0, headerLength);
  const [found, entryCount = 0, scale = 1, worldCount = 0, kindCount = 0] = header;
  const start = headerLength * 8;
  const expected = start + 4 * (entryCount + worldCount) + kindCount;
  if (found !== magic || buffer.byteLength !== expected || kindCount % spanKinds.length !== 0) {
    throw new RangeError('these are no weights of the place tagger');
  }
  return {
    features: { entries: new Int32Array(buffer, start, entryCount), scale },
    transitions: header.slice(5),
    world: openWorldNames(new Int32Array(buffer, start + 4 * entryCount, worldCount)),
    kinds: new Int8Array(buffer, start + 4 * (entryCount + worldCount), kindCount),
  };
}
