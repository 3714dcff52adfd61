// One at a time: for what must not run beside its like.

export interface Turns {
  /** Runs the action when every earlier one has ended; settles as it does. */
  take<T>(action: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(action) {
      const turn = last.then(action);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
