// The other side of deliveries on loopback: a mail server, webhooks and a bucket that remember what they took.
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mailed {
  to: string[];
  text: string;
}

export interface MailServer extends AsyncDisposable {
  port: number;
  /** what it has acknowledged, or holds whole while it does not answer */
  mails: Mailed[];
}

/**
 * A mail server without TLS. `answer` is asked at RCPT and after the end of a message, with the address: an error is what the server says; while it does not
 * resolve, the server says nothing.
 */
export async function startMailServer(
  answer: (step: 'rcpt' | 'end', to: string) => Promise<Error | undefined> = async () => undefined,
): Promise<MailServer> {
  const mails: Mailed[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, done) {
      void answer('rcpt', address).then((error) => done(error));
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        const mail = { to, text: Buffer.concat(parts).toString() };
        mails.push(mail);
        void answer('end', to[0]!).then((error) => {
          // what was refused was not taken
          if (error) mails.splice(mails.indexOf(mail), 1);
          done(error);
        });
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export const smtpError = (responseCode: number): Error => Object.assign(new Error('no'), { responseCode });

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface Receiver extends AsyncDisposable {
  port: number;
  /** every request that came whole, whatever was answered */
  requests: Received[];
  /** those that were answered with success */
  accepted: Received[];
}

/** An HTTP server; `answer` gives a status, or `cut` to close the connection without one. */
export async function startReceiver(
  answer: (request: Received, response: ServerResponse) => Promise<number | 'cut'>,
): Promise<Receiver> {
  const requests: Received[] = [];
  const accepted: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const received = { method, path, headers, body: Buffer.concat(parts) };
      requests.push(received);
      void answer(received, response).then((status) => {
        if (status === 'cut') return request.socket.destroy();
        if (status < 300) accepted.push(received);
        const headers = status >= 300 && status < 400 ? { location: '/elsewhere' } : {};
        response.writeHead(status, headers).end(status < 300 ? 'ok' : 'no_luck');
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    accepted,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/**
 * Whether a request is signed with this key, computed from the documentation alone
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html) and from what came over the wire.
 */
export function isSignedForS3({ method, path, headers, body }: Received, secretKey: string): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (match === null || headers['x-amz-content-sha256'] !== sha256(body)) return false;
  const [, day = '', region = '', signedHeaders = '', signature] = match;
  const canonicalHeaders = signedHeaders
    .split(';')
    .map((name) => `${name}:${String(headers[name]).trim()}\n`)
    .join('');
  const [pathOnly = '', query = ''] = path.split('?');
  const canonical = [method, pathOnly, query, canonicalHeaders, signedHeaders, sha256(body)].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [region, 's3', 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${secretKey}`, day));
  return hmac(key, toSign).toString('hex') === signature;
}
