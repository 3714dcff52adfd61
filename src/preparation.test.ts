import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { readableLog } from '../test/api-support.ts';
import { startPreparation } from './preparation.ts';

/** A process that is asked by nobody but the preparation; its clock stands still until a test lets time pass. */
function startProcess(costMs = 0) {
  const clock = { ms: 0 };
  const process = {
    sums: 'monday' as string | undefined,
    paths: ['/a', '/b'],
    isBusy: false,
    broken: new Set<string>(),
  };
  const asked: string[] = [];
  const waits: { ms: number; pass: () => void }[] = [];
  const waiting = new EventTarget();
  const { log, text } = readableLog();
  const preparation = startPreparation({
    questions: async () => process.paths,
    sums: async () => process.sums,
    ask: async (path) => {
      asked.push(path);
      clock.ms += costMs;
      if (process.broken.has(path)) throw new Error('away');
    },
    isBusy: () => process.isBusy,
    log,
    now: () => clock.ms,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        waits.push({ ms, pass: () => resolve(undefined) });
        waiting.dispatchEvent(new Event('wait'));
      }),
  });
  /** What was asked until the next wait, and how long that is to be. */
  const settle = async () => {
    if (waits.length === 0) await once(waiting, 'wait');
    return [asked.splice(0), waits[0]!.ms] as const;
  };
  const pass = () => waits.shift()!.pass();
  return { process, preparation, settle, pass, text, asked };
}

describe('startPreparation', () => {
  it('asks at once, and again when the sums or the questions are others', async () => {
    const { process, preparation, settle, pass } = startProcess();
    expect(await settle()).toEqual([['/a', '/b'], 30_000]);
    pass();
    expect(await settle()).toEqual([[], 30_000]);
    process.sums = 'tuesday';
    pass();
    expect(await settle()).toEqual([['/a', '/b'], 30_000]);
    process.paths = ['/c'];
    pass();
    expect(await settle()).toEqual([['/c'], 30_000]);
    await preparation[Symbol.asyncDispose]();
  });

  it('rests fifty times as long as it asked', async () => {
    const { preparation, settle } = startProcess(700);
    expect((await settle())[1]).toBe(50 * 1_400);
    await preparation[Symbol.asyncDispose]();
  });

  it('asks once where nothing is kept', async () => {
    const { process, preparation, settle, pass } = startProcess();
    process.sums = undefined;
    expect((await settle())[0]).toEqual(['/a', '/b']);
    process.paths = ['/c'];
    pass();
    expect((await settle())[0]).toEqual([]);
    await preparation[Symbol.asyncDispose]();
  });

  it('lets others ask first', async () => {
    const { process, preparation, settle, pass } = startProcess();
    process.isBusy = true;
    expect(await settle()).toEqual([[], 1_000]);
    pass();
    expect(await settle()).toEqual([[], 1_000]);
    process.isBusy = false;
    pass();
    expect(await settle()).toEqual([['/a', '/b'], 30_000]);
    await preparation[Symbol.asyncDispose]();
  });

  it('goes on after a failure, and logs one line of it', async () => {
    const { process, preparation, settle, pass, text } = startProcess();
    process.broken.add('/a');
    expect((await settle())[0]).toEqual(['/a', '/b']);
    process.sums = 'tuesday';
    pass();
    expect((await settle())[0]).toEqual(['/a', '/b']);
    expect(text().trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(text())).toMatchObject({ level: 20, msg: 'the page could not be prepared' });
    await preparation[Symbol.asyncDispose]();
  });

  it('asks nothing more once it is disposed', async () => {
    const { process, preparation, settle, pass, asked } = startProcess();
    await settle();
    process.sums = 'tuesday';
    await preparation[Symbol.asyncDispose]();
    pass();
    expect(asked).toEqual([]);
  });
});
