// Who may change something here: whoever can read the token of the process that holds the data, and for some things the page that it serves.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isOwnPage } from './own-page.ts';
import { HttpProblem } from './problem.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compared as digests, in constant time: neither the length nor the first wrong letter shows in the time taken. */
export function authorise(request: FastifyRequest, token: string): void {
  const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (token !== '' && timingSafeEqual(digest(given), digest(token))) return;
  throw new HttpProblem(401, 'The token of the process that holds the data is needed.', {
    headers: { 'www-authenticate': 'Bearer' },
  });
}

/** Anything but the page shows the token. */
export function authorisePage(request: FastifyRequest, token: string): void {
  if (!isOwnPage(request.headers)) authorise(request, token);
}
