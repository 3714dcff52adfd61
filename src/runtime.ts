// The one context that wires the clients of a process: store, queues, threads, cities.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { type CityDirectory, openCities } from './cities.ts';
import { type Closing, createClosing } from './closing.ts';
import { type Environment, isCluster } from './config.ts';
import { createEnrichPool, type EnrichPool, threadsHere } from './enrich-pool.ts';
import { createHttpClient, type HttpClient } from './http.ts';
import { acquireLock, type Lock } from './lock.ts';
import type { Log } from './log.ts';
import { openQueues, type Queues } from './queues.ts';
import { openSecrets, type Secrets } from './secrets.ts';
import { type Chronicle, createChronicle } from './store/chronicle-table.ts';
import { openStore, type Store } from './store/client.ts';
import { type Corrections, createCorrections } from './store/correct-posts.ts';
import { createDeadLetters, type DeadLetters } from './store/dead-letters.ts';
import { checkSchema, migrate } from './store/migrate.ts';
import { createState, type State } from './store/state.ts';
import { createWriter, type Writer } from './store/writer.ts';
import { termsOf } from './terms.ts';
import { userAgentOf } from './user-agent.ts';

export interface Runtime extends AsyncDisposable {
  environment: Environment;
  log: Log;
  cities: CityDirectory;
  store: Store;
  writer: Writer;
  state: State;
  deadLetters: DeadLetters;
  corrections: Corrections;
  chronicle: Chronicle;
  /** opened at first use: a process that only asks the store pays nothing for the queue */
  queues(): Promise<Queues>;
  secrets: Secrets;
  /** made at first use: a process that only answers questions needs no threads */
  pool(): EnrichPool;
  /** The guarded client, made at first use; `contact` is the city's, told to the sites that are read. */
  http(contact?: string): HttpClient;
  /** The one for deliveries: it follows no redirect, and reaches the inside hosts that the operator opened. */
  deliveryHttp(): HttpClient;
  /** held in embedded mode: this process has the engines */
  lock?: Lock;
  /** what another process of this machine must show to send a command here */
  token: string;
}

const datesMayChange = (source: string) => termsOf(source).datesMayChange ?? false;

/**
 * Opens everything. Embedded: takes the lock (ConfigError naming the holder when there is one) and brings the
 * schema up to date. Cluster: checks the schema and refuses when it is not this version's.
 */
export async function openRuntime(environment: Environment, log: Log): Promise<Runtime> {
  const closing = createClosing();
  try {
    return await open(environment, log, closing);
  } catch (error) {
    await closing.close().catch(() => {});
    throw error;
  }
}

async function open(environment: Environment, log: Log, closing: Closing): Promise<Runtime> {
  await mkdir(environment.dataDir, { recursive: true });
  const token = randomBytes(24).toString('base64url');
  const lock = isCluster(environment)
    ? undefined
    : closing.use(await acquireLock(environment.dataDir, { token }));
  const store = closing.use(await openStore({ ...environment, log }));
  if (lock) await migrate(store);
  else await checkSchema(store);
  const writer = closing.use(createWriter(store, { log, datesMayChange }));
  let pool: EnrichPool | undefined;
  closing.defer(() => pool?.[Symbol.asyncDispose]());
  const clients = new Map<string, HttpClient>();
  closing.defer(async () => {
    await Promise.all([...clients.values()].map((client) => client[Symbol.asyncDispose]()));
  });
  let deliveryHttp: HttpClient | undefined;
  closing.defer(() => deliveryHttp?.[Symbol.asyncDispose]());
  const http = (contact?: string) => {
    const userAgent = userAgentOf(contact);
    const client = clients.get(userAgent) ?? createHttpClient({ userAgent, log });
    clients.set(userAgent, client);
    return client;
  };
  // Queues end before what their jobs in hand still need.
  let queues: Promise<Queues> | undefined;
  closing.defer(async () => (await queues?.catch(() => undefined))?.[Symbol.asyncDispose]());
  return {
    environment,
    log,
    cities: openCities(environment),
    store,
    writer,
    state: createState(store),
    deadLetters: createDeadLetters(store),
    corrections: createCorrections(store, writer),
    chronicle: createChronicle(store.writer),
    queues() {
      queues ??= openQueues({ ...environment, log });
      return queues;
    },
    secrets: await openSecrets(environment.dataDir),
    http,
    deliveryHttp: () =>
      (deliveryHttp ??= createHttpClient({
        userAgent: userAgentOf(undefined),
        log,
        limits: { maxRedirects: 0 },
        inside: environment.insideHosts ?? [],
      })),
    pool: () => (pool ??= createEnrichPool(threadsHere())),
    lock,
    token,
    [Symbol.asyncDispose]: () => closing.close(),
  };
}
