// What is kept under its key, the least recently used let go where it would be more than so many bytes. Pure.

export interface Kept<T> {
  /** The value, which counts as used then. */
  get(key: string): T | undefined;
  /** Takes the place of what was kept under the key; what alone is more than all that may be kept is not. */
  set(key: string, value: T, bytes: number): void;
  delete(key: string): void;
  clear(): void;
  /** of all values together, their keys included */
  bytes(): number;
}

/** A character is two bytes at most; an entry has a list of its own besides. */
const bytesOfKey = (key: string) => 2 * key.length + 200;

export function createKept<T>(mostBytes: number): Kept<T> {
  // A Map keeps the order in which keys were added: whatever is used is added again.
  const entries = new Map<string, { value: T; bytes: number }>();
  let total = 0;
  const remove = (key: string) => {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, ownBytes) {
      remove(key);
      const bytes = ownBytes + bytesOfKey(key);
      entries.set(key, { value, bytes });
      total += bytes;
      while (total > mostBytes) remove(entries.keys().next().value!);
    },
    delete: remove,
    clear() {
      entries.clear();
      total = 0;
    },
    bytes: () => total,
  };
}

/** Of V8: an object or array, and each of its places; a text, and each of its characters where one is not Latin. */
const [bytesOfObject, bytesOfPlace, bytesOfText, bytesOfCharacter] = [32, 16, 24, 2];

/** Freezes rows (plain values, no cycles) with all that is in them, and estimates their bytes in memory. */
export function freeze(value: unknown): number {
  if (typeof value === 'string') return bytesOfText + bytesOfCharacter * value.length;
  if (typeof value !== 'object' || value === null) return 0;
  Object.freeze(value);
  const places = Array.isArray(value) ? value : Object.values(value);
  let bytes = bytesOfObject;
  for (const place of places) bytes += bytesOfPlace + freeze(place);
  return bytes;
}
