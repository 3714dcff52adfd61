// One conversation with a mail server. The end of a message is held back until the ledger knows that it is about to be said.
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpServer } from '../config.ts';
import { PermanentError, TransientError } from '../errors.ts';
import { isCertificateCode } from '../http/failure.ts';
import type { Mail } from './mail.ts';

const greetingMs = 30_000;
/** RFC 5321, 4.5.3.2.6, asks for ten minutes after the final dot: whoever hangs up earlier sends twice. */
const answerMs = 600_000;
/** Everything before the message itself; a server that is silent at every step would hold up others. */
const beforeMessageMs = 60_000;

interface Session {
  server: SmtpServer;
  /** connected, without TLS */
  socket: Socket;
  password?: string;
  /** for tests: a further root certificate in PEM */
  ca?: string;
  signal: AbortSignal;
  /** Nothing is sent while an address is refused for now (greylisting): all of them get it, later. */
  isPatient?: boolean;
  /** for tests */
  beforeMessageMs?: number;
}

/** It takes no mail of this size. */
export class MailTooLargeError extends PermanentError {}

/** What a server refused, by its code alone: its text may name addresses. */
function refusal(host: string, error: unknown): Error | undefined {
  const { responseCode, command, code, originalCode } = error as {
    responseCode?: number;
    command?: string;
    code?: string;
    originalCode?: string;
  };
  if (isCertificateCode(String(originalCode)))
    return new PermanentError(`${host}: its certificate is not accepted (${originalCode})`, { cause: error });
  const step = typeof command === 'string' && /^[A-Z ]{1,20}$/.test(command) ? ` to ${command}` : '';
  if (code === 'ETLS')
    return new PermanentError(
      `${host} offers no STARTTLS that works: set security to tls where its port speaks TLS from the start`,
    );
  if (typeof responseCode !== 'number' || responseCode < 400) return undefined;
  if (responseCode < 500)
    return new TransientError(`${host} answered ${responseCode}${step}`, { cause: error });
  const hint = code === 'EAUTH' ? ': it does not accept the user or the password' : '';
  return new PermanentError(`${host} answered ${responseCode}${step}${hint}`, { cause: error });
}

/** What was not even said, because it cannot be: before the message is begun only. */
function unsayable(host: string, error: unknown): Error | undefined {
  const { code, command } = error as { code?: string; command?: string };
  if (code === 'EMESSAGE' && command === 'MAIL FROM')
    return new MailTooLargeError(`${host} takes no e-mail of this size`, { cause: error });
  if (code === 'EMESSAGE' || code === 'EENVELOPE')
    return new PermanentError(`${host} cannot be given this e-mail: look at its addresses`, { cause: error });
  if (code === 'EAUTH')
    return new PermanentError(`${host} cannot be signed in to: look at user and secret`, { cause: error });
  return undefined;
}

type Done<T> = (error: unknown, value?: T) => void;

/** Runs steps of a conversation one after another; each rejects when the conversation breaks. */
function stepsOf(connection: SMTPConnection): <T>(run: (done: Done<T>) => void) => Promise<T> {
  const broken = new Promise<never>((_, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the connection ended')));
  });
  broken.catch(() => {});
  return <T>(run: (done: Done<T>) => void) => {
    const step = new Promise<T>((resolve, reject) =>
      run((error, value) => (error ? reject(error) : resolve(value as T))),
    );
    return Promise.race([step, broken]);
  };
}

/** The bytes of a mail, asked for once the server wants them; their end comes after `begin` resolved. */
function heldBack(raw: Buffer, wanted: () => void, begin: () => Promise<void>) {
  const state: { hasBegun: boolean; failure?: unknown } = { hasBegun: false };
  async function* parts() {
    try {
      wanted();
    } catch (error) {
      state.failure = error;
      throw error;
    }
    yield raw;
    try {
      await begin();
    } catch (error) {
      state.failure = error;
      throw error;
    }
    state.hasBegun = true;
  }
  return { state, body: Readable.from(parts()) };
}

function connectionOf({ server, socket, ca }: Session): SMTPConnection {
  const { host, port, security } = server;
  return new SMTPConnection({
    ...{ host, port, connection: socket, secure: security === 'tls' },
    ...(security === 'starttls' && { requireTLS: true }),
    ...(security === 'none' && { ignoreTLS: true }),
    ...(ca !== undefined && { tls: { ca } }),
    ...{ greetingTimeout: greetingMs, socketTimeout: answerMs },
  });
}

/** Addresses that the server refused so far, and for now only. */
const deferredBy = (connection: SMTPConnection): number => {
  const { _envelope } = connection as unknown as {
    _envelope?: { rejectedErrors?: { responseCode?: number }[] };
  };
  const errors = _envelope?.rejectedErrors ?? [];
  return errors.filter(({ responseCode }) => responseCode !== undefined && responseCode < 500).length;
};

/** Calls `late` unless it is stopped in time. */
function startLimit(limitMs: number, late: () => void) {
  const limit = { isOver: false, stop: () => clearTimeout(timer) };
  const timer = setTimeout(() => {
    limit.isOver = true;
    late();
  }, limitMs);
  return limit;
}

/**
 * Hands over one mail; resolves with the number of addresses that the server refused. `begin` is awaited after everything but the end of the message is sent.
 * Throws PermanentError or TransientError for what is certainly not taken; once `begin` was called, anything else means that nobody knows.
 */
export async function sendMail(
  session: Session,
  { raw, envelope }: Mail,
  begin: () => Promise<void>,
): Promise<number> {
  const { server, password, signal } = session;
  const { host, user } = server;
  const connection = connectionOf(session);
  const step = stepsOf(connection);
  const close = () => connection.close();
  const limit = startLimit(session.beforeMessageMs ?? beforeMessageMs, close);
  const wanted = () => {
    limit.stop();
    const deferred = session.isPatient ? deferredBy(connection) : 0;
    if (deferred > 0)
      throw new TransientError(`${host} refused ${deferred} of ${envelope.to.length} addresses for now`);
  };
  const { state, body } = heldBack(raw, wanted, begin);
  signal.addEventListener('abort', close, { once: true });
  try {
    await step((done) => connection.connect((error) => done(error)));
    if (user !== undefined && password !== undefined)
      await step((done) =>
        connection.login({ credentials: { user, pass: password } }, (error) => done(error)),
      );
    const size = raw.byteLength;
    const info = await step<{ rejected?: unknown[] }>((done) =>
      connection.send({ ...envelope, size }, body, done as never),
    );
    connection.quit();
    return info.rejected?.length ?? 0;
  } catch (error) {
    signal.throwIfAborted();
    if (state.failure !== undefined) throw state.failure;
    const refused = refusal(host, error);
    if (refused) throw refused;
    if (state.hasBegun) throw error;
    if (limit.isOver) throw new TransientError(`${host} was silent for too long`, { cause: error });
    const never = unsayable(host, error);
    if (never) throw never;
    throw new TransientError(`${host} broke off before it had the message`, { cause: error });
  } finally {
    limit.stop();
    signal.removeEventListener('abort', close);
    connection.close();
  }
}
