// The pool on real threads: crashes, endless loops, memory, start-up failures, closing.
import { describe, expect, onTestFinished, test } from 'vitest';
import { TransientError } from '../src/errors.ts';
import { createThreadPool, ThreadLostError, type ThreadPoolOptions } from '../src/threads.ts';

interface Task {
  trick: string;
  value?: number;
  bytes?: ArrayBuffer;
  gate?: Int32Array;
  uncloneable?: () => void;
}

function openPool(options: Partial<ThreadPoolOptions> = {}) {
  const entry = new URL('./fixtures/threads/tricks.mjs', import.meta.url);
  const pool = createThreadPool<Task, unknown>({ entry, size: 1, maxTaskMs: 20_000, ...options });
  onTestFinished(() => pool[Symbol.asyncDispose]());
  return pool;
}

const newGate = () => new Int32Array(new SharedArrayBuffer(4));
function open(gate: Int32Array) {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

describe('tasks', () => {
  test('answers every task with its own result, whatever the number of threads', async () => {
    const pool = openPool({ size: 2 });
    const values = Array.from({ length: 50 }, (_, value) => value);
    const results = await Promise.all(values.map((value) => pool.run({ trick: 'double', value })));
    expect(results).toEqual(values.map((value) => value * 2));
  });

  test('uses every thread at once, and one thread for one task at a time', async () => {
    const pool = openPool({ size: 2 });
    const gate = newGate();
    const held = pool.run({ trick: 'wait', gate });
    const other = await pool.run({ trick: 'threadId' });
    expect(await pool.run({ trick: 'threadId' })).toBe(other);
    open(gate);
    await held;
  });

  test('hands over what is transferred, and the worker data', async () => {
    const pool = openPool({ workerData: { answer: 42 } });
    const bytes = new ArrayBuffer(1_000);
    expect(await pool.run({ trick: 'byteLength', bytes }, [bytes])).toBe(1_000);
    expect(bytes.byteLength).toBe(0);
    expect(await pool.run({ trick: 'workerData' })).toEqual({ answer: 42 });
  });

  test('rejects with what the handler threw, and keeps the thread', async () => {
    const pool = openPool();
    const id = await pool.run({ trick: 'threadId' });
    await expect(pool.run({ trick: 'refuse' })).rejects.toThrow(RangeError);
    expect(await pool.run({ trick: 'threadId' })).toBe(id);
  });

  test('rejects a task that cannot be cloned, and goes on', async () => {
    const pool = openPool();
    await expect(pool.run({ trick: 'double', uncloneable: () => {} })).rejects.toThrow(/could not be cloned/);
    expect(await pool.run({ trick: 'double', value: 2 })).toBe(4);
  });
});

describe('lost threads', () => {
  test.each([
    ['exit', 'crashed'],
    ['crashLater', 'crashed'],
    ['eatMemory', 'crashed'],
    ['hang', 'stuck'],
  ])('%s: its task alone fails as %s, a new thread goes on', async (trick, reason) => {
    const pool = openPool({
      maxTaskMs: trick === 'hang' ? 2_000 : 20_000,
      resourceLimits: { maxOldGenerationSizeMb: 32 },
    });
    const before = await pool.run({ trick: 'threadId' });
    const lost = pool.run({ trick });
    const next = pool.run({ trick: 'threadId' });
    const error = await lost.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ThreadLostError);
    expect((error as ThreadLostError).reason).toBe(reason);
    expect(await next).not.toBe(before);
  });

  test('a thread that cannot start is no fault of the task', async () => {
    const pool = openPool({ entry: new URL('./fixtures/threads/broken.mjs', import.meta.url) });
    await expect(pool.run({ trick: 'double', value: 1 })).rejects.toThrow(TransientError);
    await expect(pool.run({ trick: 'double', value: 1 })).rejects.toThrow(TransientError);
  });
});

describe('closing', () => {
  test('finishes what is in hand, rejects what waits and what comes later', async () => {
    const pool = openPool();
    await pool.run({ trick: 'double', value: 1 });
    const gate = newGate();
    const held = pool.run({ trick: 'wait', gate });
    const waiting = pool.run({ trick: 'double', value: 1 });
    const closed = pool[Symbol.asyncDispose]();
    await expect(waiting).rejects.toThrow(TransientError);
    await expect(pool.run({ trick: 'double', value: 1 })).rejects.toThrow(TransientError);
    open(gate);
    expect(await held).toBe('released');
    await closed;
  });

  test('ends a hanging task when its time is up', async () => {
    const pool = openPool({ maxTaskMs: 2_000 });
    await pool.run({ trick: 'double', value: 1 });
    const stuck = expect(pool.run({ trick: 'hang' })).rejects.toThrow(ThreadLostError);
    await pool[Symbol.asyncDispose]();
    await stuck;
  });
});
