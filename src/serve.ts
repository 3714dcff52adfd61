// The API of a process on its runtime: what it answers from, where it listens, and how it ends.
import { openAlerts } from './alert/alert.ts';
import { createAlertLedger } from './alert/ledger.ts';
import { listen } from './api/bind.ts';
import type { AlertDesk, ApiContext, CommandRunner } from './api/context.ts';
import { createServer } from './api/server.ts';
import { createDeliveryLedger } from './deliver/ledger.ts';
import { isUndelivered, listUndelivered } from './deliver/undelivered.ts';
import { createExporter } from './export/exporter.ts';
import { isLoopback } from './host-name.ts';
import { createCoralReceiver } from './jobs/receive-coral.ts';
import { receivePosts } from './jobs/receive-posts.ts';
import { pageQuestions } from './page-questions.ts';
import { startPreparation } from './preparation.ts';
import { openKeptReports } from './report/kept-reports.ts';
import { swapQuote } from './report/swap-quote.ts';
import type { Runtime } from './runtime.ts';
import { checkSchema } from './store/migrate.ts';
import { queries } from './store/queries/catalog.ts';
import { createSavedQueries } from './store/saved-queries.ts';
import { version } from './version.ts';

export interface Serving extends AsyncDisposable {
  url: string;
}

export interface Listen {
  host: string;
  port: number;
  /** the loopback address at which a container's port is published; lets it listen beyond loopback */
  publishedOn?: string;
  /** asks what the page asks before anybody does, and again when its sums change: for a process that stays */
  prepares?: boolean;
}

/** `commands`: what other processes of this machine may have run here, shown the runtime's token. */
export async function serve(
  runtime: Runtime,
  { host, port, publishedOn, prepares = false }: Listen,
  commands?: CommandRunner,
): Promise<Serving> {
  const { store, cities, log } = runtime;
  const context = contextOf(runtime, isLoopback(host) ? host : undefined, commands);
  let inHand = 0;
  const ask: ApiContext['ask'] = async (...question) => {
    inHand += 1;
    return context.ask(...question).finally(() => {
      inHand -= 1;
    });
  };
  const server = await createServer({ ...context, ask });
  const url = await listen(server, host, port, publishedOn);
  log.info({ url }, 'answers questions');
  const preparation = prepares
    ? startPreparation({
        questions: () => pageQuestions(cities, Date.now()),
        sums: () => store.sums.fingerprint(),
        ask: async (path) => {
          const { statusCode } = await server.inject(path);
          if (statusCode !== 200) throw new Error(`a question of the page was answered ${statusCode}`);
        },
        isBusy: () => inHand > 0,
        log,
      })
    : undefined;
  const close = async () => {
    await preparation?.[Symbol.asyncDispose]();
    await server.close();
  };
  return { url, [Symbol.asyncDispose]: close };
}

function contextOf(runtime: Runtime, host: string | undefined, commands?: CommandRunner): ApiContext {
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
        const names = ['collect', 'enrich', 'rebuild', 'deliver'] as const;
        return Object.fromEntries(
          await Promise.all(names.map(async (name) => [name, await queues.counts(name)] as const)),
        );
      },
    },
    saved: (city, name) => createSavedQueries(store).get(city.id, name),
    exporter: createExporter(runtime),
    deliveries: async (city, query) => {
      const ledger = createDeliveryLedger(store.pages);
      const nowMs = Date.now();
      const entries = query.isUndelivered
        ? await listUndelivered(ledger, city, nowMs, query.limit)
        : await ledger.list(city, { limit: query.limit });
      return entries.map((entry) => ({ ...entry, isUndelivered: isUndelivered(entry, nowMs) }));
    },
    reports: openKeptReports(runtime.environment.dataDir),
    quotes: {
      swap: (city, request) =>
        swapQuote({ store, dataDir: runtime.environment.dataDir }, { ...request, city }),
    },
    alerts: alertDesk(runtime),
    hooks: { receive: (city, message) => receivePosts(runtime, city, message) },
    ...(commands && {
      ...{ commands, token: runtime.token },
      ...{ corrections: runtime.corrections, chronicle: runtime.chronicle },
    }),
    coralHook: createCoralReceiver(runtime),
  };
}

function alertDesk({ store }: Runtime): AlertDesk {
  const ledger = createAlertLedger(store.jobs);
  return {
    // What is not over, however long ago it began.
    list: async (city, { limit, state }) =>
      state === 'all'
        ? ledger.list(city.id, { limit })
        : openAlerts([...(await ledger.known(city.id, [])).values()].flat()).slice(0, limit),
    acknowledge: (city, id) => ledger.acknowledge(city, id, Date.now()),
  };
}
