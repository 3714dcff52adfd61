// What was opened is closed in the opposite order (Node 20 has no AsyncDisposableStack).
export interface Closing extends AsyncDisposable {
  /** Keeps `resource` to be closed with the rest, and returns it. */
  use<T extends AsyncDisposable>(resource: T): T;
  defer(close: () => PromiseLike<void> | void): void;
  /** closes everything now */
  close(): Promise<void>;
}

/** Everything is closed even when one part fails; the first failure is thrown at the end. */
export function createClosing(): Closing {
  const closers: (() => PromiseLike<void> | void)[] = [];
  const close = async () => {
    const failures: unknown[] = [];
    for (let closer = closers.pop(); closer; closer = closers.pop()) {
      try {
        await closer();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };
  return {
    use(resource) {
      closers.push(() => resource[Symbol.asyncDispose]());
      return resource;
    },
    defer: (closer) => void closers.push(closer),
    close,
    [Symbol.asyncDispose]: close,
  };
}
