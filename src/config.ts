// Reads the environment and the YAML of a city, and nothing else does. All mistakes are told at once.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { City, Topic } from './config/city.ts';
import { type Checks, loadCityFiles, loadTopicsFile } from './config/load-city.ts';
import { shown } from './config/read-text.ts';
import { valueAt } from './config/validate.ts';
import { parseYaml } from './config/yaml-file.ts';
import { ConfigError } from './errors.ts';
import { isLoopback } from './host-name.ts';

export type {
  AlertRule,
  Audience,
  Budget,
  Channel,
  City,
  Contract,
  DayTime,
  Delivery,
  GazetteerPlace,
  Lang,
  MessageKind,
  Neighbourhood,
  Recipient,
  S3Channel,
  SmtpServer,
  SourceBudget,
  SourceSettings,
  Topic,
  WeekTime,
} from './config/city.ts';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof levels)[number];

const address = (protocols: readonly string[], example: string) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `an address such as ${example}`,
    );

/** Every name the program reads from its environment; an empty value counts as not set. */
const environmentSchema = z.object({
  /** Folder of everything a running installation keeps: the embedded engines, keys, the lock. */
  DATA_DIR: z.string().default('data'),
  /** Folder of what a city edits: cities/<city>.yaml and, if it has its own, topics.yaml. */
  CONFIG_DIR: z.string().default('config'),
  /** Redis for the queue; without it the queue is embedded in DATA_DIR. */
  REDIS_URL: address(['redis:', 'rediss:'], 'redis://localhost:6379').optional(),
  /** ClickHouse over HTTP for the store; without it the store is embedded in DATA_DIR. User and password may be in it. */
  CLICKHOUSE_URL: address(['http:', 'https:'], 'http://localhost:8123').optional(),
  /** User of CLICKHOUSE_URL. */
  CLICKHOUSE_USER: z.string().default('default'),
  /** Password of CLICKHOUSE_USER. */
  CLICKHOUSE_PASSWORD: z.string().default(''),
  /** Read-only user of the server, as whom `earshot sql` asks; docs/sql.md says how to make it. */
  CLICKHOUSE_READER_USER: z.string().optional(),
  /** Password of CLICKHOUSE_READER_USER. */
  CLICKHOUSE_READER_PASSWORD: z.string().default(''),
  /** Database that holds Earshot's tables. */
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'a database name of letters, digits and _')
    .default('earshot'),
  /** The city meant when a command or a request names none: an id, or the path of a profile. */
  EARSHOT_CITY: z.string().optional(),
  /**
   * For containers: the loopback address of the host at which the port is published. It says that HOST is reached through
   * that alone, and lets the API listen beyond loopback although it has no sign-in.
   */
  EARSHOT_PUBLISHED_ON: z
    .string()
    .refine((host) => isLoopback(host), 'a loopback address such as 127.0.0.1: there is no sign-in yet')
    .optional(),
  /**
   * Hosts that deliveries may reach although they are inside, or their port is unusual: `mail.city.example:25, minio:9000`. Also those that may be reached without TLS.
   */
  EARSHOT_INSIDE_HOSTS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim().toLowerCase()))
    .refine(
      (list) => list.every((part) => /^(\[[0-9a-f:]+\]|[a-z0-9._-]+):\d{1,5}$/.test(part)),
      'hosts with their ports such as mail.city.example:25, minio:9000',
    )
    .optional(),
  /** Address the API listens on. */
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'a host name or an address such as 127.0.0.1')
    .default('127.0.0.1'),
  /** Port the API listens on; 0 takes a free one. */
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a port, 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'a port, 0 to 65535')
    .default(8080),
  /** Least severe level that is logged. */
  LOG_LEVEL: z.enum(levels, `one of ${levels.join(', ')}`).optional(),
});

/** Names of all of them. */
export const environmentNames: readonly string[] = Object.keys(environmentSchema.shape);

export interface Environment {
  /** absolute, like every path here */
  dataDir: string;
  configDir: string;
  redisUrl?: string;
  /** without user and password */
  clickhouseUrl?: string;
  clickhouseUser: string;
  clickhousePassword: string;
  clickhouseDatabase: string;
  clickhouseReader?: { user: string; password: string };
  city?: string;
  publishedOn?: string;
  /** `host:port`, IPv6 without brackets */
  insideHosts?: readonly string[];
  host: string;
  port: number;
  /** not set: the caller's default, info for services and warn for commands */
  logLevel?: LogLevel;
}

/** Values that may hold a password are not shown, not even when they are wrong. */
const hidden = new Set(['REDIS_URL', 'CLICKHOUSE_URL', 'CLICKHOUSE_PASSWORD', 'CLICKHOUSE_READER_PASSWORD']);

/**
 * The environment, checked. Relative folders are taken from the working directory.
 * Throws ConfigError with every problem.
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const set = Object.fromEntries(environmentNames.map((name) => [name, env[name] || undefined]));
  const result = environmentSchema.safeParse(set);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      const value = hidden.has(name) ? '(not shown)' : JSON.stringify(env[name]);
      return `environment ${name} ${value} — expected ${message.replace(/^expected /, '')}`;
    });
    throw new ConfigError('the environment is wrong', { problems });
  }
  const { REDIS_URL, EARSHOT_CITY, EARSHOT_PUBLISHED_ON, EARSHOT_INSIDE_HOSTS, LOG_LEVEL, ...values } =
    result.data;
  return {
    dataDir: resolve(values.DATA_DIR),
    configDir: resolve(values.CONFIG_DIR),
    ...(REDIS_URL !== undefined && { redisUrl: REDIS_URL }),
    ...clickhouse(values),
    ...(values.CLICKHOUSE_READER_USER !== undefined && {
      clickhouseReader: { user: values.CLICKHOUSE_READER_USER, password: values.CLICKHOUSE_READER_PASSWORD },
    }),
    ...(EARSHOT_CITY !== undefined && { city: EARSHOT_CITY }),
    ...(EARSHOT_PUBLISHED_ON !== undefined && { publishedOn: EARSHOT_PUBLISHED_ON }),
    ...(EARSHOT_INSIDE_HOSTS !== undefined && {
      insideHosts: EARSHOT_INSIDE_HOSTS.map((part) => part.replace(/^\[(.*)\]/, '$1')),
    }),
    host: values.HOST,
    port: values.PORT,
    ...(LOG_LEVEL !== undefined && { logLevel: LOG_LEVEL }),
  };
}

/** A user and password inside the URL are taken out of it, so that the URL can be logged. */
function clickhouse(values: {
  CLICKHOUSE_URL?: string | undefined;
  CLICKHOUSE_USER: string;
  CLICKHOUSE_PASSWORD: string;
  CLICKHOUSE_DATABASE: string;
}): Pick<Environment, 'clickhouseUrl' | 'clickhouseUser' | 'clickhousePassword' | 'clickhouseDatabase'> {
  const clickhouseDatabase = values.CLICKHOUSE_DATABASE;
  const fixed = { clickhouseUser: values.CLICKHOUSE_USER, clickhousePassword: values.CLICKHOUSE_PASSWORD };
  if (values.CLICKHOUSE_URL === undefined) return { ...fixed, clickhouseDatabase };
  const url = new URL(values.CLICKHOUSE_URL);
  const clickhouseUser = decodeURIComponent(url.username) || fixed.clickhouseUser;
  const clickhousePassword = decodeURIComponent(url.password) || fixed.clickhousePassword;
  url.username = '';
  url.password = '';
  return {
    clickhouseUrl: url.href.replace(/\/$/, ''),
    clickhouseUser,
    clickhousePassword,
    clickhouseDatabase,
  };
}

/** config/ of the installation itself, which brings the topics; found upwards, so that src and dist both find it. */
function installedConfigDir(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'config', 'topics.yaml')) && dirname(folder) !== folder)
    folder = dirname(folder);
  return join(folder, 'config');
}

/**
 * Loads a city from the path of its YAML. topics.yaml beside it wins, then the one in CONFIG_DIR, then the installed one.
 * With `checks.sources` (options schema by source) unknown sources and wrong options are problems too.
 * Throws ConfigError whose `problems` are all mistakes of all files, each `file:line:col path value — expected …`.
 */
export function loadCity(path: string, environment: Environment, checks: Checks = {}): Promise<City> {
  return loadCityFiles(path, [environment.configDir, installedConfigDir()], checks);
}

/** The invented city that the installation brings; it is there until a city is made, and to whoever names it. */
export const demoCity = (): { id: string; path: string } => ({
  id: 'quillport',
  path: join(installedConfigDir(), 'demo', 'quillport.yaml'),
});

/**
 * Credentials of a source: `declared` are the names it gives them, `secret` is where its profile says they are. Without
 * any declared there are none. Throws ConfigError naming the variables that are missing, never their values.
 */
export function readCredentials(
  source: string,
  declared: readonly string[],
  secret: string | Readonly<Record<string, string>> | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const problems: string[] = [];
  const found = declared.map((credential) => {
    const isOnly = typeof secret === 'string' && declared.length === 1;
    const name = isOnly ? secret : Object.entries(Object(secret)).find(([key]) => key === credential)?.[1];
    const at = `sources.${source}.secret`;
    if (typeof name !== 'string') problems.push(`${at} — expected the environment variable of ${credential}`);
    // Earshot's own settings are not for others
    else if (name in environmentSchema.shape) problems.push(`${at} ${name} — expected a variable of its own`);
    else if (!env[name]) problems.push(`environment ${name} is not set; ${at} names it`);
    return [credential, typeof name === 'string' ? (env[name] ?? '') : ''];
  });
  if (problems.length > 0)
    throw new ConfigError(`source ${source} cannot start without its credentials`, { problems });
  return Object.fromEntries(found);
}

/**
 * A secret that a recipient of the profile names: an environment variable, or a file of DATA_DIR/secrets with this name. Throws ConfigError, which
 * never shows it.
 */
export async function readDeliverySecret(
  name: string,
  dataDir: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  // Earshot's own settings are not for others
  if (name in environmentSchema.shape) throw new ConfigError(`${name} — expected a variable of its own`);
  const text = env[name] ?? (await readFile(join(dataDir, 'secrets', name), 'utf8').catch(() => ''));
  if (text.trim() !== '') return text.trim();
  throw new ConfigError(`${name} is set neither in the environment nor as a file in DATA_DIR/secrets`);
}

/** The topics of no city: those of CONFIG_DIR, or the installed ones. Throws ConfigError with every problem. */
export function loadTopics(environment: Environment): Promise<Topic[]> {
  return loadTopicsFile([environment.configDir, installedConfigDir()]);
}

/** The profiles in CONFIG_DIR/cities, by id. A file whose id cannot be read is listed by its name. */
export async function listCities(environment: Environment): Promise<{ id: string; path: string }[]> {
  const folder = join(environment.configDir, 'cities');
  const files = await readdir(folder).catch(() => []);
  const profiles = files.filter(
    (file) => /\.ya?ml$/.test(file) && !file.startsWith('.') && file !== 'topics.yaml',
  );
  const cities = await Promise.all(
    profiles.sort().map(async (file) => {
      const path = join(folder, file);
      const id = valueAt(parseYaml(await readFile(path, 'utf8').catch(() => ''), file).raw, ['id']);
      return { id: typeof id === 'string' ? id : file.replace(/\.ya?ml$/, ''), path };
    }),
  );
  const twice = cities.filter(({ id }, index) => cities.findIndex((city) => city.id === id) !== index);
  const problems = twice.map(
    ({ id, path }) => `${shown(path)} id ${JSON.stringify(id)} — expected an id no other profile has`,
  );
  if (problems.length > 0)
    throw new ConfigError(`two profiles in ${shown(folder)} have the same id`, { problems });
  return cities;
}

/** True when both engines are servers; with only one of them set, the other is embedded and the data has one holder. */
export const isCluster = (environment: Environment) =>
  environment.redisUrl !== undefined && environment.clickhouseUrl !== undefined;
