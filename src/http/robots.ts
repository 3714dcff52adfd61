// robots.txt, as RFC 9309 says: kept a day, missing means allowed, unreachable means not now.
import { createRequire } from 'node:module';
import { RateLimitedError, TransientError } from '../errors.ts';
import { decodeText } from './charset.ts';
import { RefusedError } from './refused-error.ts';
import { hostOf } from './target.ts';

const DAY_MS = 86_400_000;
const RETRY_MS = 600_000;
const MAX_DELAY_MS = 3_600_000;
const MAX_SITES = 200;
/** At least 500 KiB must be read (RFC 9309, 2.5); more is cut off. */
export const ROBOTS_MAX_BYTES = 512_000;
// The parser compares every rule with every character of the path: hostile rules of 500 KB took a second for a path
// of 1,000. This many steps take a tenth of it; only hostile files ever reach them, and have their paths cut.
const MAX_STEPS = 50_000_000;

interface Rules {
  isAllowed(url: string, userAgent: string): boolean | undefined;
  getCrawlDelay(userAgent: string): number | undefined;
}

// The package's types describe a default export that its CommonJS module does not have.
const parseRobots: (url: string, text: string) => Rules = createRequire(import.meta.url)('robots-parser');

export interface Robots {
  /**
   * Throws RefusedError (`robots`) where the site asks not to be read, TransientError while its rules cannot be
   * reached. Returns the delay it asks for between requests, in ms.
   */
  check(url: URL, signal?: AbortSignal): Promise<number>;
}

interface Site {
  /** undefined: no rules, everything is allowed */
  rules: Rules | undefined;
  size: number;
  freshUntil: number;
}

/**
 * `fetchRobots` resolves to the bytes, or undefined where there is no such file (4xx); it throws otherwise.
 * `elapsed` is a clock that never jumps, in ms.
 */
export function createRobots(
  userAgent: string,
  fetchRobots: (url: string, signal?: AbortSignal) => Promise<Uint8Array | undefined>,
  elapsed: () => number,
): Robots {
  const sites = new Map<string, Site>();
  const failures = new Map<string, { error: unknown; until: number }>();

  async function siteOf(url: URL, signal: AbortSignal | undefined): Promise<Site> {
    const known = sites.get(url.origin);
    if (known && known.freshUntil > elapsed()) return known;
    const failure = failures.get(url.origin);
    if (failure && failure.until > elapsed()) return known ?? unreachable(url, failure.error);
    try {
      const address = new URL('/robots.txt', url).href;
      const text = decodeText((await fetchRobots(address, signal)) ?? new Uint8Array());
      const site = {
        rules: text === '' ? undefined : parseRobots(address, text),
        size: text.length,
        freshUntil: elapsed() + DAY_MS,
      };
      keep(sites, url.origin, site);
      failures.delete(url.origin);
      return site;
    } catch (error) {
      // Not the site's doing, or a verdict on the site as a whole.
      if (signal?.aborted || error instanceof RateLimitedError || error instanceof RefusedError) throw error;
      keep(failures, url.origin, { error, until: elapsed() + RETRY_MS });
      // Rules that were read once go on counting while the file cannot be reached (RFC 9309, 2.3.1.4 and 2.4).
      return known ?? unreachable(url, error);
    }
  }

  return {
    async check(url, signal) {
      const { rules, size } = await siteOf(url, signal);
      if (!rules) return 0;
      const path = (url.pathname + url.search).slice(0, Math.max(64, Math.floor(MAX_STEPS / size)));
      if (rules.isAllowed(url.origin + path, userAgent) === false) {
        throw new RefusedError('robots', `${hostOf(url)} asks in robots.txt not to be read here`);
      }
      const delayMs = Number(rules.getCrawlDelay(userAgent) ?? 0) * 1000;
      return delayMs > 0 ? Math.min(delayMs, MAX_DELAY_MS) : 0;
    },
  };
}

function unreachable(url: URL, cause: unknown): never {
  throw new TransientError(`${hostOf(url)}: robots.txt cannot be read, so nothing else is`, { cause });
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MAX_SITES && oldest !== undefined) map.delete(oldest);
}
