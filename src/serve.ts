// The API of a process on its runtime: what it answers from, where it listens, and how it ends.
import { listen } from './api/bind.ts';
import type { ApiContext, CommandRunner } from './api/context.ts';
import { createServer } from './api/server.ts';
import type { Runtime } from './runtime.ts';
import { checkSchema } from './store/migrate.ts';
import { queries } from './store/queries/catalog.ts';
import { version } from './version.ts';

export interface Serving extends AsyncDisposable {
  url: string;
}

export interface Listen {
  host: string;
  port: number;
}

/** `commands`: what other processes of this machine may have run here, shown the runtime's token. */
export async function serve(
  runtime: Runtime,
  { host, port }: Listen,
  commands?: CommandRunner,
): Promise<Serving> {
  const server = await createServer(contextOf(runtime, host, commands));
  const url = await listen(server, host, port);
  runtime.log.info({ url }, 'answers questions');
  return { url, [Symbol.asyncDispose]: () => server.close() };
}

function contextOf(runtime: Runtime, host: string, commands?: CommandRunner): ApiContext {
  const { store, log, cities } = runtime;
  return {
    version,
    host,
    log,
    cities,
    queries,
    ask: (name, city, params) =>
      queries.find((query) => query.name === name)!.run(store, city, params as never),
    readiness: {
      store: () => store.jobs.command('SELECT 1'),
      schema: () => checkSchema(store),
      async queue() {
        const queues = await runtime.queues();
        return { enrich: await queues.counts('enrich'), rebuild: await queues.counts('rebuild') };
      },
    },
    ...(commands && { commands, token: runtime.token }),
  };
}
