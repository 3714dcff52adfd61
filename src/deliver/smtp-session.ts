// One conversation with a mail server. The end of a message is held back until the ledger knows that it is about to be said.
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpServer } from '../config.ts';
import { PermanentError, TransientError } from '../errors.ts';
import type { Mail } from './mail.ts';

const greetingMs = 30_000;
/** RFC 5321, 4.5.3.2.6, asks for ten minutes after the final dot: whoever hangs up earlier sends twice. */
const answerMs = 600_000;

interface Session {
  server: SmtpServer;
  /** connected, without TLS */
  socket: Socket;
  password?: string;
  signal: AbortSignal;
}

/** What a server refused, by its code alone: its text may name addresses. */
function refusal(host: string, error: unknown): Error | undefined {
  const { responseCode, command, code } = error as { responseCode?: number; command?: string; code?: string };
  const step = typeof command === 'string' && /^[A-Z ]{1,20}$/.test(command) ? ` to ${command}` : '';
  if (code === 'ETLS')
    return new PermanentError(
      `${host} offers no STARTTLS that works: look at its certificate, or set security to tls`,
    );
  if (typeof responseCode !== 'number' || responseCode < 400) return undefined;
  if (responseCode < 500)
    return new TransientError(`${host} answered ${responseCode}${step}`, { cause: error });
  const hint = code === 'EAUTH' ? ': it does not accept the user or the password' : '';
  return new PermanentError(`${host} answered ${responseCode}${step}${hint}`, { cause: error });
}

/**
 * Hands over one mail; resolves with the number of addresses that the server refused. `begin` is awaited after everything but the end of the message is sent.
 * Throws PermanentError or TransientError for what is certainly not taken; once `begin` was called, anything else means that nobody knows.
 */
export async function sendMail(
  { server, socket, password, signal }: Session,
  { raw, envelope }: Mail,
  begin: () => Promise<void>,
): Promise<number> {
  const { host, port, security, user } = server;
  const connection = new SMTPConnection({
    ...{ host, port, connection: socket, secure: security === 'tls' },
    ...(security === 'starttls' && { requireTLS: true }),
    ...(security === 'none' && { ignoreTLS: true }),
    ...{ greetingTimeout: greetingMs, socketTimeout: answerMs },
  });
  let hasBegun = false;
  let failed: unknown;
  async function* body() {
    yield raw;
    try {
      await begin();
    } catch (error) {
      failed = error;
      throw error;
    }
    hasBegun = true;
  }
  const close = () => connection.close();
  signal.addEventListener('abort', close, { once: true });
  const broken = new Promise<never>((_, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the connection ended')));
  });
  broken.catch(() => {});
  const step = <T>(run: (done: (error: unknown, value?: T) => void) => void): Promise<T> =>
    Promise.race([
      new Promise<T>((resolve, reject) =>
        run((error, value) => (error ? reject(error) : resolve(value as T))),
      ),
      broken,
    ]);
  try {
    await step((done) => connection.connect((error) => done(error)));
    if (user !== undefined && password !== undefined)
      await step((done) =>
        connection.login({ credentials: { user, pass: password } }, (error) => done(error)),
      );
    const size = raw.byteLength;
    const info = await step<{ rejected?: unknown[] }>((done) =>
      connection.send({ ...envelope, size }, Readable.from(body()), done as never),
    );
    connection.quit();
    return info.rejected?.length ?? 0;
  } catch (error) {
    signal.throwIfAborted();
    if (failed !== undefined) throw failed;
    const refused = refusal(host, error);
    if (refused) throw refused;
    if (!hasBegun) throw new TransientError(`${host} broke off before it had the message`, { cause: error });
    throw error;
  } finally {
    signal.removeEventListener('abort', close);
    connection.close();
  }
}
