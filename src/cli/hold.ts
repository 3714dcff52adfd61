// A process that opens the embedded engines holds the data; while it does, it answers for it, so that other
// commands work beside it.
import { listen } from '../api/bind.ts';
import type { ApiContext, CommandInvocation } from '../api/context.ts';
import { createServer } from '../api/server.ts';
import { createClosing } from '../closing.ts';
import type { Environment } from '../config.ts';
import { startWorkers } from '../jobs/workers.ts';
import type { Log } from '../log.ts';
import { openRuntime, type Runtime } from '../runtime.ts';
import { checkSchema } from '../store/migrate.ts';
import { queries } from '../store/queries/catalog.ts';
import { version } from '../version.ts';
import type { Io } from './command.ts';

/** Which commands may be sent here, and how they run on the engines that are open here. */
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
}

export interface Listen {
  host: string;
  port: number;
}

/** `at`: host and port of the API; without it a free port of the loopback, in embedded mode only. */
export async function openHeld(
  environment: Environment,
  log: Log,
  commands: HeldCommands,
  at?: Listen,
): Promise<Held> {
  const closing = createClosing();
  try {
    const runtime = closing.use(await openRuntime(environment, log));
    let workers: Promise<AsyncDisposable> | undefined;
    closing.defer(async () => (await workers?.catch(() => undefined))?.[Symbol.asyncDispose]());
    const held: Held = {
      ...runtime,
      async startWorkers() {
        workers ??= startWorkers(runtime);
        await workers;
      },
      [Symbol.asyncDispose]: () => closing.close(),
    };
    if (!runtime.lock && !at) return held;
    const { host, port } = at ?? { host: '127.0.0.1', port: 0 };
    const server = await createServer(contextOf(held, commands, host));
    // Questions and commands in hand are answered first, then the workers stop, then the engines close.
    closing.defer(() => server.close());
    held.url = await listen(server, host, port);
    await runtime.lock?.update(held.url);
    return held;
  } catch (error) {
    await closing.close().catch(() => {});
    throw error;
  }
}

function contextOf(held: Held, commands: HeldCommands, host: string): ApiContext {
  const { store, queues } = held;
  return {
    version,
    host,
    log: held.log,
    cities: held.cities,
    queries,
    ask: (name, city, params) =>
      queries.find((query) => query.name === name)!.run(store, city, params as never),
    readiness: {
      store: () => store.pages.command('SELECT 1'),
      schema: () => checkSchema(store),
      queue: async () => ({ enrich: await queues.counts('enrich'), rebuild: await queues.counts('rebuild') }),
    },
    token: held.lock ? held.token : undefined,
    commands: {
      names: commands.names,
      run: (name, invocation) => commands.run(argvOf(name, invocation), ioOf(invocation), held),
    },
  };
}

/** The words as they were typed start with the command; a caller that sends only its arguments is understood too. */
const argvOf = (name: string, { args }: CommandInvocation): string[] =>
  args[0] === name ? [...args] : [name, ...args];

function ioOf({ stdin, stdout, stderr, cwd, signal, terminal }: CommandInvocation): Io {
  const { columns: width = 100, color = false } = terminal ?? {};
  return { stdin, stdout, stderr, cwd, signal, width, color, isForwarded: true, canAsk: false };
}
