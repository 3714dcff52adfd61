// Whether a source may start in this city: its options, its credentials, and the contract its terms ask for.
import { ConfigError } from '../errors.ts';
import type { Collector, CollectorCity } from './collector.ts';

/** The collector's options, or a ConfigError with every problem. */
export function readOptions<Item, Options>(collector: Collector<Item, Options>, options: unknown): Options {
  const parsed = collector.options.safeParse(options ?? {});
  if (parsed.success) return parsed.data;
  throw new ConfigError(`the options of source ${collector.source} are wrong`, {
    problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`),
  });
}

/** Names of all credentials that the source needs with these options; ConfigError when those are wrong. */
export function secretsOf<Item, Options>(
  collector: Collector<Item, Options>,
  options: unknown,
): readonly string[] {
  const { secrets } = collector;
  return collector.secretsOf
    ? [...new Set([...secrets, ...collector.secretsOf(readOptions(collector, options))])]
    : secrets;
}

/** Throws ConfigError when a credential is missing, or when the terms ask a government for a contract and none is recorded. */
export function assertMayStart<Item, Options>(
  collector: Collector<Item, Options>,
  city: CollectorCity,
  credentials: Readonly<Record<string, string>>,
  secrets: readonly string[] = collector.secrets,
): void {
  const { source, terms } = collector;
  const missing = secrets.filter((name) => !Object.hasOwn(credentials, name) || credentials[name] === '');
  if (missing.length > 0)
    throw new ConfigError(`source ${source} needs secrets that are not set: ${missing.join(', ')}`);
  if (terms.governmentUse === 'open') return;
  const contract = Object.hasOwn(city.sources, source) ? city.sources[source]?.contract : undefined;
  if (contract?.reference && contract.acceptedBy && contract.acceptedOn) return;
  throw new ConfigError(
    `source ${source} does not start: its terms${terms.reference ? ` (${terms.reference})` : ''} ask whoever collects for a ` +
      `government for a contract, and the profile of ${city.id} records none; set sources.${source}.contract with ` +
      'reference, acceptedBy and acceptedOn. An archive can be imported without it.',
  );
}
