// A long-running process of a cluster: opens its runtime, does one kind of work, and ends cleanly when told to.
import { once } from 'node:events';
import { readEnvironment } from './config.ts';
import { ConfigError } from './errors.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createLog, type Log } from './log.ts';
import { openRuntime, type Runtime } from './runtime.ts';

/** What a worker does until it is disposed. */
export type StartWork = (runtime: Runtime) => Promise<AsyncDisposable>;

function say(log: Log, error: unknown): void {
  if (error instanceof ConfigError) log.fatal({ problems: error.problems }, error.message);
  else log.fatal({ err: error }, 'cannot go on');
}

/** Fails when the queue or the store does not answer. */
async function reach(runtime: Runtime): Promise<void> {
  await runtime.store.jobs.command('SELECT 1');
  await (await runtime.queues()).counts('enrich');
}

/** Runs until SIGTERM or SIGINT; what is in hand then is finished or given back. Sets the exit code. */
export async function runService(name: string, start: StartWork): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  let log = createLog('info', name);
  try {
    const environment = readEnvironment();
    log = createLog(environment.logLevel ?? 'info', name);
    await using runtime = await openRuntime(environment, log);
    await using _work = await start(runtime);
    await using _alive = startHeartbeat(name, () => reach(runtime));
    log.info('started');
    if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
    log.info('stopping');
  } catch (error) {
    say(log, error);
    process.exitCode = 1;
  }
}
