// A process that opens the embedded engines holds the data; while it does, it answers for it, so that other
// commands work beside it.
import type { CommandInvocation } from '../api/context.ts';
import { createClosing } from '../closing.ts';
import type { Environment } from '../config.ts';
import { startDeliverWorker } from '../jobs/deliver-worker.ts';
import { startAlertWorker } from '../jobs/watch-alerts.ts';
import { startCollectWorker, startWorkers } from '../jobs/workers.ts';
import type { Log } from '../log.ts';
import { openRuntime, type Runtime } from '../runtime.ts';
import { type Listen, serve } from '../serve.ts';
import type { Io } from './command.ts';

/** Which commands may be sent here, and how they run on the engines that are open here. */
export interface HeldCommands {
  names: readonly string[];
  run(argv: string[], io: Io, held: Held): Promise<number>;
}

export interface Held extends Runtime {
  /** where this process answers; undefined in cluster mode, where a command serves nobody */
  url?: string;
  /** Starts this process's part of the queues' work; a second call changes nothing. */
  startWorkers(): Promise<void>;
  /** Starts taking runs of sources, by the schedule or only those that somebody asks for; a second call changes nothing. */
  startCollecting(how: { schedule: boolean }): Promise<void>;
  /** Starts bringing messages to their recipients, and making what is due on schedule or not; a second call changes nothing. */
  startDelivering(how: { schedule: boolean }): Promise<void>;
  /** Starts looking at the rules of alerts; a second call changes nothing. */
  startAlerts(): Promise<void>;
}

export interface HoldOptions {
  commands: HeldCommands;
  /** host and port of the API; without it a free port of the loopback, in embedded mode only */
  at?: Listen;
  /** A command that ends lets those that were sent to it finish first; this says not to wait any more. */
  signal: AbortSignal;
}

/** Commands that were sent here and still run. */
function createGuests() {
  const running = new Set<Promise<unknown>>();
  return {
    add<T>(command: Promise<T>): Promise<T> {
      const settled = command.catch(() => undefined).finally(() => running.delete(settled));
      running.add(settled);
      return command;
    },
    async gone(signal: AbortSignal): Promise<void> {
      const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      while (running.size > 0 && !signal.aborted) await Promise.race([Promise.all(running), aborted]);
    },
  };
}

export async function openHeld(environment: Environment, log: Log, options: HoldOptions): Promise<Held> {
  const { commands, at, signal } = options;
  const guests = createGuests();
  const closing = createClosing();
  try {
    const runtime = closing.use(await openRuntime(environment, log));
    let workers: Promise<AsyncDisposable> | undefined;
    let collecting: Promise<AsyncDisposable> | undefined;
    let delivering: Promise<AsyncDisposable> | undefined;
    let alerting: Promise<AsyncDisposable> | undefined;
    closing.defer(async () => {
      const started = [collecting, alerting, delivering, workers].map(async (work) =>
        (await work)?.[Symbol.asyncDispose](),
      );
      await Promise.allSettled(started);
    });
    const held: Held = {
      ...runtime,
      async startWorkers() {
        workers ??= startWorkers(runtime);
        await workers;
      },
      async startCollecting(how) {
        collecting ??= startCollectWorker(runtime, how);
        await collecting;
      },
      async startDelivering(how) {
        delivering ??= startDeliverWorker(runtime, how);
        await delivering;
      },
      async startAlerts() {
        alerting ??= startAlertWorker(runtime);
        await alerting;
      },
      [Symbol.asyncDispose]: () => closing.close(),
    };
    if (!runtime.lock && !at) return held;
    // Questions and commands in hand are answered first, then the workers stop, then the engines close.
    const serving = closing.use(
      await serve(runtime, at ?? { host: '127.0.0.1', port: 0 }, {
        names: commands.names,
        run: (name, invocation) => guests.add(commands.run(argvOf(name, invocation), ioOf(invocation), held)),
      }),
    );
    closing.defer(() => guests.gone(at ? AbortSignal.abort() : signal));
    held.url = serving.url;
    await runtime.lock?.update(serving.url);
    return held;
  } catch (error) {
    await closing.close().catch(() => {});
    throw error;
  }
}

/** The words as they were typed start with the command; a caller that sends only its arguments is understood too. */
const argvOf = (name: string, { args }: CommandInvocation): string[] =>
  args[0] === name ? [...args] : [name, ...args];

function ioOf({ stdin, stdout, stderr, cwd, signal, terminal }: CommandInvocation): Io {
  const { columns: width = 100, color = false } = terminal ?? {};
  return { stdin, stdout, stderr, cwd, signal, width, color, isForwarded: true, canAsk: false };
}
