// Does the page that this server serves ask? What it may do without the token, no other site may have a browser do.
import type { IncomingHttpHeaders } from 'node:http';

const hostOf = (origin: string) => {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
};

/**
 * By a header that browsers set and no script can, `Sec-Fetch-Site`. Browsers send it over https and to localhost only, so where there is none the page's
 * `Origin`, which no script can set either, must be the host that was asked for (a name that another site may have pointed here is refused before:
 * src/api/bind.ts). What the page sends is JSON, which other sites cannot send without being asked first, and nobody answers that.
 */
export function isOwnPage(headers: IncomingHttpHeaders): boolean {
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  if (origin === undefined || host === undefined) return false;
  const asked = hostOf(origin);
  return asked !== undefined && asked !== '' && asked === hostOf(`${new URL(origin).protocol}//${host}`);
}
