// The HTTP server: puts guards before and routes behind; which cities, engines and commands is the context's affair.
import type { Socket } from 'node:net';
import etag from '@fastify/etag';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { isOwnHost } from './bind.ts';
import { maxHeaderBytes } from './command-protocol.ts';
import { type ApiContext, type ApiLimits, defaultLimits } from './context.ts';
import { createLimiter } from './limiter.ts';
import { trackMethods } from './methods.ts';
import { registerOpenapi } from './openapi.ts';
import { parseQueryString } from './parameters.ts';
import { describeProblem, HttpProblem, sendProblem, toHttpProblem } from './problem.ts';
import { registerAlerts } from './routes/alerts.ts';
import { registerChronicle } from './routes/chronicle.ts';
import { registerCities } from './routes/cities.ts';
import { registerCommand } from './routes/command.ts';
import { registerCoralHook } from './routes/coral-hook.ts';
import { registerCorrections } from './routes/corrections.ts';
import { registerDeliveries } from './routes/deliveries.ts';
import { registerExport } from './routes/export.ts';
import { registerHealth } from './routes/health.ts';
import { registerHook } from './routes/hook.ts';
import { registerPage } from './routes/page.ts';
import { registerQuestion } from './routes/question.ts';
import { registerQuotes } from './routes/quotes.ts';
import { registerReady } from './routes/ready.ts';
import { registerReports } from './routes/reports.ts';

/**
 * A server that does not listen yet: `listen` of bind.ts does that. `close()` aborts what is in hand.
 * Every answer is JSON, every error problem details.
 */
export async function createServer(context: ApiContext): Promise<FastifyInstance> {
  const limits: ApiLimits = { ...defaultLimits, ...context.limits };
  const closing = new AbortController();
  const app = createApp(context);
  // commands stop what they do, questions may finish
  const stopping = new AbortController();
  app.addHook('preClose', async () => {
    stopping.abort();
    setTimeout(() => closing.abort(), limits.closeLimitMs).unref();
  });
  guard(app, context);
  const methodsOf = trackMethods(app);
  app.setNotFoundHandler(async (request) => refuseUnknown(request, methodsOf));
  await registerOpenapi(app, context.version);
  await registerPage(app);
  registerHealth(app, context.version);
  registerReady(app, context.readiness, limits.checkTimeLimitMs, context.log);
  const questions = {
    context,
    limits,
    limiter: createLimiter(limits.questionsAtOnce, 'questions'),
    closing: closing.signal,
  };
  await app.register(async (cached) => {
    await cached.register(etag, { weak: true });
    cached.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
    registerCities(cached, context.cities);
    for (const entry of context.queries.filter((query) => query.name !== 'posts')) {
      registerQuestion(cached, entry, questions);
    }
  });
  for (const entry of context.queries.filter((query) => query.name === 'posts')) {
    registerQuestion(app, entry, questions);
  }
  if (context.exporter !== undefined) {
    registerExport(app, {
      ...{ exporter: context.exporter, cities: context.cities, closing: stopping.signal },
      limiter: createLimiter(1, 'exports', 10_000),
    });
  }
  if (context.reports !== undefined)
    registerReports(app, { reports: context.reports, cities: context.cities });
  if (context.quotes !== undefined) {
    registerQuotes(app, {
      ...{ quotes: context.quotes, cities: context.cities, token: context.token ?? '' },
      // two at once would each forget the other's
      limiter: createLimiter(1, 'reports', 5_000),
    });
  }
  if (context.alerts !== undefined) {
    registerAlerts(app, {
      ...{ alerts: context.alerts, cities: context.cities, token: context.token ?? '' },
      limiter: createLimiter(limits.correctionsAtOnce, 'questions of alerts'),
    });
  }
  if (context.deliveries !== undefined)
    registerDeliveries(app, { deliveries: context.deliveries, cities: context.cities });
  if (context.hooks !== undefined) {
    const limiter = createLimiter(limits.hooksAtOnce, 'messages', 5_000);
    registerHook(app, { hooks: context.hooks, cities: context.cities, limiter });
    if (context.coralHook !== undefined)
      registerCoralHook(app, { receive: context.coralHook, cities: context.cities, limiter });
  }
  registerSayings(app, context, limits);
  if (context.commands !== undefined && context.token !== undefined) {
    registerCommand(app, {
      commands: context.commands,
      token: context.token,
      limiter: createLimiter(limits.commandsAtOnce, 'commands', 5_000),
      heartbeatMs: limits.heartbeatMs,
      closeLimitMs: limits.closeLimitMs,
      closing: stopping.signal,
      log: context.log,
    });
  }
  await app.ready();
  return app;
}

/** What people say: of posts where the program was wrong, and of the city. */
function registerSayings(app: FastifyInstance, context: ApiContext, limits: ApiLimits): void {
  const { corrections, chronicle, token, cities } = context;
  if (token === undefined) return;
  const limiter = createLimiter(limits.correctionsAtOnce, 'corrections', 5_000);
  if (corrections) registerCorrections(app, { corrections, token, cities, limiter });
  if (chronicle) registerChronicle(app, { chronicle, token, cities, limiter });
}

function createApp({ log }: ApiContext): FastifyInstance {
  const app = fastify({
    // the framework's own log would quote addresses, and with them what was searched for
    logger: false,
    routerOptions: { querystringParser: parseQueryString, maxParamLength: 200 },
    // standard input of a command may last for hours; the head of a request may not
    requestTimeout: 0,
    keepAliveTimeout: 10_000,
    http: { headersTimeout: 10_000, maxHeaderSize: maxHeaderBytes },
    forceCloseConnections: 'idle',
    bodyLimit: 1024 * 1024,
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, toHttpProblem(error)),
    clientErrorHandler: answerUnreadable,
  });
  app.removeAllContentTypeParsers();
  // parameters are read by parseParameters, which names every mistake; schemas of rows describe, the store checks
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (payload) => JSON.stringify(payload));
  app.setErrorHandler((error, request, reply) => {
    const failure = toHttpProblem(error);
    // a refusal that was meant, such as not being ready, has been told where it was found
    if (failure.problem.status >= 500 && !(error instanceof HttpProblem)) {
      const about = { err: error, request: request.id, route: request.routeOptions.url };
      // Whoever hung up has no answer to miss; what passes by itself is no fault of ours.
      if (reply.raw.destroyed) log.debug(about, 'the caller hung up');
      else log[failure.problem.status === 503 ? 'warn' : 'error'](about, 'a request failed');
    }
    return sendProblem(reply, failure);
  });
  return app;
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** Before anything else is looked at. No CORS header is ever sent: pages of other sites may not read this. */
function guard(app: FastifyInstance, { host }: ApiContext): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers(securityHeaders);
    // a refused upload is not read to its end
    if (request.method !== 'GET' && request.method !== 'HEAD') reply.header('connection', 'close');
    if (!isOwnHost(request.headers.host, host)) {
      throw new HttpProblem(421, 'This server answers only to localhost, 127.0.0.1 and [::1].');
    }
  });
}

function refuseUnknown(request: FastifyRequest, methodsOf: (path: string) => string[]): never {
  const path = request.url.split('?')[0] ?? '';
  const allowed = methodsOf(path);
  if (allowed.length === 0)
    throw new HttpProblem(404, 'There is nothing here; GET /api/openapi.json lists what is.');
  throw new HttpProblem(405, `Only ${allowed.join(', ')} here.`, { headers: { allow: allowed.join(', ') } });
}

/** Bytes that are not HTTP, or a head that is too long or too slow: answered on the bare socket. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const known: Record<string, [status: number, detail: string]> = {
    HPE_HEADER_OVERFLOW: [431, 'The headers are too large.'],
    ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
  };
  const [status, detail] = known[error.code ?? ''] ?? [400, 'This is not a valid HTTP request.'];
  const problem = describeProblem(status, detail);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${status} ${problem.title}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
