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

interface Session {
  server: SmtpServer;
  /** connected, without TLS */
  socket: Socket;
  password?: string;
  /** for tests: a further root certificate in PEM */
  ca?: string;
  signal: AbortSignal;
}

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

/** The bytes of a mail, whose end comes after `begin` resolved. */
function heldBack(raw: Buffer, begin: () => Promise<void>) {
  const state: { hasBegun: boolean; failure?: unknown } = { hasBegun: false };
  async function* parts() {
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
  const { state, body } = heldBack(raw, begin);
  const step = stepsOf(connection);
  const close = () => connection.close();
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
    throw new TransientError(`${host} broke off before it had the message`, { cause: error });
  } finally {
    signal.removeEventListener('abort', close);
    connection.close();
  }
}
