// The conversation with a mail server, on a real one: what is certainly not taken, what is, and what nobody knows.
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { SmtpServer } from '../src/config.ts';
import { MailTooLargeError, sendMail } from '../src/deliver/smtp-session.ts';
import { PermanentError, TransientError } from '../src/errors.ts';
import { type Authority, makeAuthority } from './http-support.ts';
import { smtpError } from './support/receivers.ts';

let authority: Authority;
let pair: { key: string; cert: string };
const servers: SMTPServer[] = [];
beforeAll(async () => {
  authority = await makeAuthority();
  pair = await authority.issue(['mail.port.example']);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((done) => server.close(done))));
});

/** Says one mail to a server of these options; tells what came of it, and in which order things happened. */
async function say(
  options: SMTPServerOptions,
  server: Partial<SmtpServer> = {},
  trusted = true,
  more: { isPatient?: boolean; beforeMessageMs?: number } = {},
) {
  const order: string[] = [];
  const smtp = new SMTPServer({
    ...pair,
    onAuth: ({ username, password }, _session, done) =>
      username === 'earshot' && password === 'right' ? done(null, { user: username }) : done(smtpError(535)),
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (part: Buffer) => {
        text += part.toString();
      });
      stream.on('end', () => {
        order.push(`taken ${text.trim()}`);
        done();
      });
    },
    ...options,
  });
  smtp.on('error', () => {});
  servers.push(smtp);
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  const socket: Socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const sending = sendMail(
    {
      server: { host: 'mail.port.example', port, security: 'starttls', from: 'e@port.example', ...server },
      ...{ socket, password: 'right', signal: new AbortController().signal },
      ...(trusted && { ca: authority.ca }),
      ...more,
    },
    {
      raw: Buffer.from('Subject: x\r\n\r\nhello'),
      envelope: { from: 'e@port.example', to: ['a@port.example', 'b@port.example'] },
    },
    async () => {
      order.push('begin');
    },
  );
  const outcome = await sending.catch((error: unknown) => error as Error);
  return { outcome, order };
}

const user = { user: 'earshot', secret: 'X' };

it('says the end of a message after the ledger knows, over STARTTLS and with a password', async () => {
  const { outcome, order } = await say({}, user);
  expect(outcome).toBe(0);
  expect(order).toEqual(['begin', 'taken Subject: x\r\n\r\nhello']);
});

it('speaks TLS from the start', async () => {
  const { outcome, order } = await say({ secure: true }, { ...user, security: 'tls' });
  expect([outcome, order.length]).toEqual([0, 2]);
});

it('counts addresses that are refused beside others', async () => {
  const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _session, done) =>
    done(address.startsWith('b') ? smtpError(550) : null);
  expect((await say({ authOptional: true, onRcptTo })).outcome).toBe(1);
});

it.each<[string, SMTPServerOptions, Partial<SmtpServer>, boolean, RegExp]>([
  [
    'a wrong password',
    { onAuth: (_auth, _session, done) => done(smtpError(535)) },
    user,
    true,
    /535.*password/,
  ],
  ['no STARTTLS', { disabledCommands: ['STARTTLS'], authOptional: true }, {}, true, /STARTTLS/],
  ['a certificate nobody signed', { authOptional: true }, {}, false, /certificate/],
  [
    'no such addresses',
    { authOptional: true, onRcptTo: (_to, _session, done) => done(smtpError(550)) },
    {},
    true,
    /550/,
  ],
])('will never be taken: %s', async (_, options, server, trusted, message) => {
  const { outcome, order } = await say(options, server, trusted);
  expect(outcome).toBeInstanceOf(PermanentError);
  expect((outcome as Error).message).toMatch(message);
  expect((outcome as Error).message).not.toMatch(/right|@/);
  expect(order).toEqual([]);
});

it('is not taken now: a server that is busy, or hangs up before it has the message', async () => {
  const busy = await say({ authOptional: true, onMailFrom: (_from, _session, done) => done(smtpError(451)) });
  expect(busy.outcome).toBeInstanceOf(TransientError);
  const later = await say({
    authOptional: true,
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on('end', () => done(smtpError(452)));
    },
  });
  expect(later.outcome).toBeInstanceOf(TransientError);
  const gone = await say({
    authOptional: true,
    onMailFrom() {
      (this as unknown as { connections: Set<{ _socket: Socket }> }).connections.forEach(({ _socket }) => {
        _socket.destroy();
      });
    },
  });
  expect(gone.outcome).toBeInstanceOf(TransientError);
  expect(gone.order).toEqual([]);
});

it('nobody knows, when the connection ends between the end of the message and the answer', async () => {
  const { outcome, order } = await say({
    authOptional: true,
    onData(stream) {
      stream.resume();
      stream.on('end', () => {
        (this as unknown as { connections: Set<{ _socket: Socket }> }).connections.forEach(({ _socket }) => {
          _socket.destroy();
        });
      });
    },
  });
  expect(order).toEqual(['begin']);
  expect(outcome).toBeInstanceOf(Error);
  for (const known of [TransientError, PermanentError]) expect(outcome).not.toBeInstanceOf(known);
});

it('waits for an address that is refused for now, until it is told to go on without', async () => {
  const greylisting: SMTPServerOptions = {
    authOptional: true,
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('b') ? smtpError(450) : null),
  };
  const patient = await say(greylisting, {}, true, { isPatient: true });
  expect(patient.outcome).toBeInstanceOf(TransientError);
  expect((patient.outcome as Error).message).toMatch(/refused 1 of 2 addresses for now/);
  expect(patient.order).toEqual([]);
  const hurried = await say(greylisting);
  expect(hurried.outcome).toBe(1);
  expect(hurried.order).toHaveLength(2);
});

it('what cannot be said is never taken: a mail above the size of the server, an empty user', async () => {
  const large = await say({ authOptional: true, size: 10 });
  expect(large.outcome).toBeInstanceOf(MailTooLargeError);
  expect(large.order).toEqual([]);
  const unknown = await say({}, { ...user, user: '' });
  expect(unknown.outcome).toBeInstanceOf(PermanentError);
  expect((unknown.outcome as Error).message).toMatch(/signed in to/);
});

it('does not wait for ever before the message', async () => {
  const { outcome, order } = await say({ authOptional: true, onMailFrom: () => {} }, {}, true, {
    beforeMessageMs: 1_500,
  });
  expect(outcome).toBeInstanceOf(TransientError);
  expect((outcome as Error).message).toMatch(/silent for too long/);
  expect(order).toEqual([]);
});
