// No inside address is ever connected to: by spelling, by name, by a name that changes its mind, by redirect, and
// through the forms for other libraries (T1). A canary and Node's own channel of new sockets are the witnesses.
import diagnostics from 'node:diagnostics_channel';
import https from 'node:https';
import { fetch, WebSocket } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RefusedError } from '../src/http/refused-error.ts';
import { SPELLINGS, TRICKS } from './http-spellings.ts';
import {
  type Authority,
  type Loopback,
  makeAuthority,
  openCanary,
  rejection,
  serve,
  testClient,
} from './http-support.ts';

let canary: Loopback;
let authority: Authority;
beforeAll(async () => {
  canary = await openCanary();
  authority = await makeAuthority();
});
afterAll(() => canary[Symbol.asyncDispose]());

/** How many client sockets Node makes while this runs, to anywhere at all. */
async function socketsDuring(work: () => Promise<unknown>): Promise<number> {
  let sockets = 0;
  const count = () => {
    sockets += 1;
  };
  diagnostics.subscribe('net.client.socket', count);
  try {
    await work();
  } finally {
    diagnostics.unsubscribe('net.client.socket', count);
  }
  return sockets;
}

describe('what is refused before a socket exists', () => {
  it('has a table long enough to mean something', () => {
    expect(new Set(SPELLINGS).size).toBe(SPELLINGS.length);
    expect(SPELLINGS.length).toBeGreaterThan(100);
  });

  it('every spelling of an inside address, as a URL with an allowed port', async () => {
    await using client = testClient({ ports: [canary.port] });
    const reached: string[] = [];
    const sockets = await socketsDuring(async () => {
      for (const host of SPELLINGS) {
        for (const url of [`http://${host}:${canary.port}/`, `https://${host}/`]) {
          const error = await client.get(url).catch((thrown: unknown) => thrown);
          if (!(error instanceof RefusedError && ['address', 'host', 'url'].includes(error.reason)))
            reached.push(url);
        }
      }
    });
    expect(reached).toEqual([]);
    expect(sockets).toBe(0);
    expect(canary.connections()).toBe(0);
  });

  it('the same spellings handed to the agent, where no URL parser has been', async () => {
    await using client = testClient({ ports: [canary.port] });
    const reached: string[] = [];
    const sockets = await socketsDuring(async () => {
      for (const spelling of SPELLINGS) {
        const host = spelling.replace(/^\[|\]$/g, '');
        const error = await rejection(
          new Promise((resolve, reject) => {
            const options = { host, port: canary.port, agent: client.agents.https, setHost: false };
            https.get(options, resolve).on('error', reject);
          }),
        );
        if (!(error instanceof RefusedError)) reached.push(spelling);
      }
    });
    expect(reached).toEqual([]);
    expect(sockets).toBe(0);
    expect(canary.connections()).toBe(0);
  });

  it('URLs that hide where they lead, other schemes, other ports', async () => {
    await using client = testClient({ ports: [canary.port] });
    const reached: string[] = [];
    const sockets = await socketsDuring(async () => {
      for (const trick of TRICKS) {
        const url = trick.replace('#', String(canary.port));
        const error = await client.get(url).catch((thrown: unknown) => thrown);
        if (!(error instanceof RefusedError)) reached.push(trick);
        else expect(error.message).not.toContain('secret');
      }
    });
    expect(reached).toEqual([]);
    expect(sockets).toBe(0);
    expect(canary.connections()).toBe(0);
  });

  it('names that resolve inside, in every form a resolver may answer', async () => {
    const answers = [
      '127.0.0.1',
      '::1',
      '::ffff:127.0.0.1',
      '64:ff9b::7f00:1',
      '10.0.0.7',
      'fe80::1%lo',
      '169.254.169.254',
      'fd00:ec2::254',
      'nonsense',
      '127.1',
    ];
    let answer = '';
    await using client = testClient({ ports: [canary.port], resolve: async () => [{ address: answer }] });
    const sockets = await socketsDuring(async () => {
      for (answer of answers) {
        const error = await rejection(client.get(`http://news.example:${canary.port}/`));
        expect(error, answer).toMatchObject({ name: 'PermanentError', reason: 'address' });
        expect(error.message).toContain('news.example');
      }
    });
    expect(sockets).toBe(0);
    expect(canary.connections()).toBe(0);
  });

  it('a name with one public and one inside address', async () => {
    await using client = testClient({
      ports: [canary.port],
      resolve: async () => [{ address: '93.184.216.34' }, { address: '127.0.0.1' }],
    });
    const sockets = await socketsDuring(async () => {
      const error = await rejection(client.get(`http://news.example:${canary.port}/`));
      expect(error).toMatchObject({ reason: 'address' });
    });
    expect(sockets).toBe(0);
  });

  it('a test mapping to anything but loopback', () => {
    for (const target of [
      '10.0.0.1:80',
      '93.184.216.34:80',
      '0.0.0.0:80',
      '[::ffff:127.0.0.1]:80',
      'localhost:80',
    ]) {
      expect(() => testClient({ allow: { 'a.example:80': target } }), target).toThrow(RefusedError);
    }
  });
});

describe('what can be reached, so that the refusals above mean something', () => {
  it('the canary answers when it is allowed by its exact host and port', async () => {
    const before = canary.connections();
    await using client = testClient({ allow: { 'news.example:80': `127.0.0.1:${canary.port}` } });
    expect((await client.get('http://news.example/')).text()).toBe('inside');
    expect(canary.connections()).toBe(before + 1);
    for (const url of [
      'http://news.example:8080/',
      'https://news.example/',
      'http://127.0.0.1/',
      'http://other.example/',
    ]) {
      await rejection(client.get(url));
    }
    expect(canary.connections()).toBe(before + 1);
  });
});

describe('a name with several addresses', () => {
  it('is tried on the next one when the first is dead', async () => {
    await using site = await serve((_request, response) => response.end('hello'));
    await using client = testClient({
      // Nobody listens on this port of ::1.
      allow: { '[2606:4700::1]:80': `[::1]:${site.port}`, '93.184.216.34:80': `127.0.0.1:${site.port}` },
      resolve: async () => [{ address: '2606:4700::1' }, { address: '93.184.216.34' }],
    });
    expect((await client.get('http://news.example/')).text()).toBe('hello');
  });
});

describe('a name that changes its mind', () => {
  it('is judged at every connection: public first, inside the second time', async () => {
    await using site = await serve((_request, response) => {
      response.setHeader('connection', 'close');
      response.end('public');
    });
    const before = canary.connections();
    const answers = ['93.184.216.34', '127.0.0.1'];
    let asked = 0;
    await using client = testClient({
      ports: [canary.port],
      allow: { [`93.184.216.34:${canary.port}`]: `127.0.0.1:${site.port}` },
      resolve: async () => [{ address: answers[asked++] ?? '127.0.0.1' }],
    });
    expect((await client.get(`http://rebind.example:${canary.port}/`)).text()).toBe('public');
    const error = await rejection(client.get(`http://rebind.example:${canary.port}/`));
    expect(error).toMatchObject({ reason: 'address' });
    // One question per connection: the answer that was judged is the one that is used.
    expect(asked).toBe(2);
    expect(canary.connections()).toBe(before);
  });
});

describe('redirects', () => {
  it('to the inside are refused like a first request', async () => {
    const before = canary.connections();
    let location = '';
    await using site = await serve((_request, response) => response.writeHead(302, { location }).end());
    await using client = testClient({
      ports: [canary.port],
      allow: { 'news.example:80': `127.0.0.1:${site.port}` },
    });
    const targets = SPELLINGS.filter((host) => /^[\x20-\x7e]+$/.test(host)).map(
      (host) => `http://${host}:${canary.port}/`,
    );
    for (location of [
      ...targets,
      `//127.0.0.1:${canary.port}/`,
      'file:///etc/passwd',
      'http://u:p@news.example/',
    ]) {
      expect(await rejection(client.get('http://news.example/')), location).toBeInstanceOf(RefusedError);
    }
    expect(site.connections()).toBeGreaterThan(0);
    expect(canary.connections()).toBe(before);
  });
});

describe('the forms for other libraries', () => {
  it('node:https goes through the guard: allowed over TLS, refused inside', async () => {
    await using site = await serve(
      (_request, response) => response.end('hello'),
      await authority.issue(['api.example']),
    );
    await using client = testClient({
      ca: authority.ca,
      allow: { 'api.example:443': `127.0.0.1:${site.port}` },
    });
    const body = await new Promise((resolve, reject) => {
      https
        .get('https://api.example/x', { agent: client.agents.https }, async (response) => {
          resolve(Buffer.concat(await response.toArray()).toString());
        })
        .on('error', reject);
    });
    expect(body).toBe('hello');
  });

  it('a library cannot switch the certificate check off, nor bring its own look-up or socket', async () => {
    const stranger = await makeAuthority();
    await using site = await serve(
      (_request, response) => response.end('hello'),
      await stranger.issue(['api.example']),
    );
    await using client = testClient({
      ca: authority.ca,
      allow: { 'api.example:443': `127.0.0.1:${site.port}` },
    });
    const error = await rejection(
      new Promise((resolve, reject) => {
        const options = {
          agent: client.agents.https,
          rejectUnauthorized: false,
          ca: stranger.ca,
          socketPath: '/dev/null',
        };
        https.get('https://api.example/x', options, resolve).on('error', reject);
      }),
    );
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/),
    });
  });

  it('plain http is refused to libraries, since they carry credentials', async () => {
    const { get } = await import('node:http');
    await using client = testClient();
    const error = await rejection(
      new Promise((resolve, reject) => {
        get('http://api.example/x', { agent: client.agents.http }, resolve).on('error', reject);
      }),
    );
    expect(error).toMatchObject({ reason: 'insecure' });
  });

  it('undici fetch and WebSocket go through the guard', async () => {
    const before = canary.connections();
    await using client = testClient({ ports: [canary.port] });
    const error = await rejection(
      fetch(`http://127.0.0.1:${canary.port}/`, { dispatcher: client.dispatcher }),
    );
    expect(error.cause).toMatchObject({ reason: 'address' });
    const socket = new WebSocket(`ws://127.0.0.1:${canary.port}/`, { dispatcher: client.dispatcher });
    await new Promise((resolve) => socket.addEventListener('error', resolve, { once: true }));
    expect(canary.connections()).toBe(before);
  });
});

describe('what the operator opens', () => {
  it('is that host at that port, with credentials and without TLS, and nothing beside it', async () => {
    const resolve = async (name: string) => [
      { address: name === 'cloud.example' ? '169.254.169.254' : '127.0.0.1' },
    ];
    await using site = await serve((request, response) => response.end(request.headers.authorization ?? ''));
    const port = String(site.port);
    const inside = [`mail.example:${port}`, `127.0.0.1:${port}`, `cloud.example:${port}`];
    await using client = testClient({ inside, resolve, limits: { maxRedirects: 0 } });
    const headers = { authorization: 'Bearer key' };
    for (const host of ['mail.example', '127.0.0.1'])
      expect((await client.get(`http://${host}:${port}/`, { headers })).text()).toBe('Bearer key');
    const before = site.connections();
    for (const url of [
      `http://other.example:${port}/`,
      `http://localhost:${port}/`,
      'http://mail.example/',
      `http://cloud.example:${port}/`,
    ]) {
      expect(await rejection(client.get(url)), url).toBeInstanceOf(RefusedError);
    }
    expect(site.connections()).toBe(before);
  });
});
