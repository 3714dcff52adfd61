// GET / and its assets: the page, as `npm run build` made it.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import etag from '@fastify/etag';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { HttpProblem } from '../problem.ts';

/**
 * Nothing inline, nothing from elsewhere, nothing embedded; and no script may turn text into markup (trusted types),
 * whatever a library does: the one policy that may be made, the page makes at once, and it lets only emptiness pass.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

/** Built code lies in dist/src/api/routes, source code in src/api/routes; the page is in dist/web either way. */
function findPage(): string | undefined {
  const places = ['../../../web/', '../../../dist/web/'];
  return places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((directory) => existsSync(join(directory, 'index.html')));
}

export async function registerPage(app: FastifyInstance, directory = findPage()): Promise<void> {
  if (directory === undefined) {
    app.get('/', { schema: { hide: true } }, () => {
      throw new HttpProblem(503, 'The page is not built yet; run: npm run build');
    });
    return;
  }
  // the names of assets change with their content, so they may be kept for ever
  await app.register(fastifyStatic, {
    root: join(directory, 'assets'),
    prefix: '/assets/',
    wildcard: false,
    index: false,
    decorateReply: false,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
  });
  const html = await readFile(join(directory, 'index.html'), 'utf8');
  await app.register(async (page) => {
    await page.register(etag, { weak: true });
    page.get('/', { schema: { hide: true } }, (_request, reply) =>
      reply
        .headers({ 'cache-control': 'no-cache', 'content-security-policy': pagePolicy })
        .type('text/html; charset=utf-8')
        .send(html),
    );
  });
}
