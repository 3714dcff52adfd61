// Worker threads that can be killed: one task in hand per thread; a thread that crashes or hangs is ended and
// replaced, and only its task fails.
import { parentPort, type ResourceLimits, type TransferListItem, Worker } from 'node:worker_threads';
import { TransientError } from './errors.ts';

/** The thread that held a task is gone; the same task would probably do it again. */
export class ThreadLostError extends Error {
  override name = 'ThreadLostError';
  /** crashed: it threw outside the handler, ran out of memory or exited; stuck: it took longer than `maxTaskMs` */
  readonly reason: 'crashed' | 'stuck';
  constructor(reason: 'crashed' | 'stuck', options?: ErrorOptions) {
    super(`the thread ${reason === 'stuck' ? 'took too long' : 'crashed'} on its task`, options);
    this.reason = reason;
  }
}

export interface ThreadPoolOptions {
  /** a module that calls `serveTasks` (built JavaScript) */
  entry: URL;
  /** how many threads; each starts when it is first needed */
  size: number;
  workerData?: unknown;
  resourceLimits?: ResourceLimits;
  /** a task that takes longer has hung: its thread is ended */
  maxTaskMs: number;
  /** the same for starting up */
  maxStartMs?: number;
}

export interface ThreadPool<Task, Result> extends AsyncDisposable {
  /**
   * Runs a task in the next free thread, in order of asking. Rejects with what the handler threw, with ThreadLostError
   * when the thread died of it, and with TransientError when no thread could start or the pool is closing.
   */
  run(task: Task, transfer?: readonly TransferListItem[]): Promise<Result>;
}

interface Job<Task, Result> {
  task: Task;
  transfer: readonly TransferListItem[];
  resolve(result: Result): void;
  reject(error: Error): void;
}

type FromThread<Result> = { ready: true } | { result: Result } | { error: unknown };

/** One thread from its start to its end. `run` takes one task at a time; `ended` says that it can take no more. */
class Thread<Task, Result> {
  ended = false;
  #ready = false;
  #job: Job<Task, Result> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #worker: Worker;
  readonly #options: ThreadPoolOptions;
  readonly #onFree: () => void;

  constructor(options: ThreadPoolOptions, onFree: () => void) {
    this.#options = options;
    this.#onFree = onFree;
    const { entry, workerData, resourceLimits } = options;
    this.#worker = new Worker(entry, { workerData, ...(resourceLimits && { resourceLimits }) });
    this.#worker.on('message', (message: FromThread<Result>) => this.#receive(message));
    this.#worker.on('messageerror', (cause) => this.#lose('crashed', cause));
    this.#worker.on('error', (cause) => this.#lose('crashed', cause));
    this.#worker.on('exit', () => this.#lose('crashed'));
    this.#watch(options.maxStartMs ?? 60_000);
  }

  get busy(): boolean {
    return this.#job !== undefined;
  }

  run(job: Job<Task, Result>): void {
    this.#job = job;
    this.#worker.ref();
    if (this.#ready) this.#post(job);
  }

  async end(): Promise<void> {
    this.ended = true;
    clearTimeout(this.#timer);
    await this.#worker.terminate();
  }

  #post(job: Job<Task, Result>): void {
    this.#watch(this.#options.maxTaskMs);
    try {
      this.#worker.postMessage(job.task, job.transfer);
    } catch (error) {
      // What cannot be cloned never reached the thread.
      this.#settle((held) => held.reject(error as Error));
    }
  }

  #receive(message: FromThread<Result>): void {
    if ('ready' in message) {
      this.#ready = true;
      clearTimeout(this.#timer);
      if (this.#job) this.#post(this.#job);
    } else if ('error' in message) {
      this.#settle((job) =>
        job.reject(message.error instanceof Error ? message.error : new Error('the task failed')),
      );
    } else {
      this.#settle((job) => job.resolve(message.result));
    }
  }

  #settle(tell: (job: Job<Task, Result>) => void): void {
    const job = this.#job;
    this.#job = undefined;
    clearTimeout(this.#timer);
    // A thread without a task does not keep the process alive.
    this.#worker.unref();
    if (job) tell(job);
    this.#onFree();
  }

  #watch(limitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose('stuck'), limitMs);
    this.#timer.unref();
  }

  #lose(reason: 'crashed' | 'stuck', cause?: unknown): void {
    if (this.ended) return;
    const error = this.#ready
      ? new ThreadLostError(reason, { cause })
      : new TransientError('a worker thread could not start', { cause });
    // The task fails only after its thread is gone: nobody retries it beside one that still runs.
    void this.end().finally(() => this.#settle((job) => job.reject(error)));
  }
}

export function createThreadPool<Task, Result>(options: ThreadPoolOptions): ThreadPool<Task, Result> {
  const threads = new Set<Thread<Task, Result>>();
  const waiting: Job<Task, Result>[] = [];
  let closing: PromiseWithResolvers | undefined;

  function freeThread(): Thread<Task, Result> | undefined {
    for (const thread of threads) {
      if (thread.ended && !thread.busy) threads.delete(thread);
      else if (!thread.busy) return thread;
    }
    if (threads.size >= options.size) return undefined;
    const thread = new Thread<Task, Result>(options, assign);
    threads.add(thread);
    return thread;
  }

  function assign(): void {
    while (waiting.length > 0) {
      const thread = freeThread();
      if (!thread) return;
      thread.run(waiting.shift()!);
    }
    if (closing && [...threads].every(({ busy }) => !busy)) closing.resolve();
  }

  function run(task: Task, transfer: readonly TransferListItem[] = []): Promise<Result> {
    if (closing) return Promise.reject(new TransientError('the thread pool is closed'));
    return new Promise((resolve, reject) => {
      waiting.push({ task, transfer, resolve, reject });
      assign();
    });
  }

  /** What is in hand is finished (it has `maxTaskMs`); what waits is rejected. */
  async function dispose(): Promise<void> {
    closing ??= promiseWithResolvers();
    for (const job of waiting.splice(0)) job.reject(new TransientError('the thread pool is closed'));
    assign();
    await closing.promise;
    await Promise.all([...threads].map((thread) => thread.end()));
  }

  return { run, [Symbol.asyncDispose]: dispose };
}

interface PromiseWithResolvers {
  promise: Promise<void>;
  resolve(): void;
}

function promiseWithResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

/**
 * The thread's side: answers every task with what `handle` makes of it; what it throws rejects that task alone.
 * The protocol: `{ ready: true }` once, then per task either `{ result }` or `{ error }`.
 */
export function serveTasks<Task, Result>(handle: (task: Task) => Result | Promise<Result>): void {
  const port = parentPort;
  if (!port) throw new Error('serveTasks runs in a worker thread');
  port.on('message', async (task: Task) => {
    let answer: FromThread<Result>;
    try {
      answer = { result: await handle(task) };
    } catch (error) {
      answer = { error };
    }
    try {
      port.postMessage(answer);
    } catch (error) {
      port.postMessage({ error: new Error('the answer cannot be cloned', { cause: String(error) }) });
    }
  });
  port.postMessage({ ready: true });
}
