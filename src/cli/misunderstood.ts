// Flags that a schema refuses, told as the person typed them.
import { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { resolvePeriod } from '../store/queries/period.ts';

/** Throws ConfigError with a line per flag where a schema has refused; any other error as it is. */
export function misunderstood(what: string, error: unknown): never {
  if (!(error instanceof z.ZodError)) throw error;
  const problems = error.issues.map((issue) => `--${issue.path.join('.')} — ${issue.message}`);
  throw new ConfigError(`${what} is not understood`, { problems, cause: error });
}

/** The period of --from and --to, in the city's time. Throws ConfigError. */
export function askedPeriod(timezone: string, { from, to }: { from?: string; to?: string }) {
  try {
    return resolvePeriod(timezone, { from, to }, Date.now());
  } catch (error) {
    return misunderstood('the period', error);
  }
}
