// A forwarded command when one of the two processes goes away, and who may send one at all.
import { once } from 'node:events';
import { createServer as createHttpServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { forwardCommand } from '../src/api/command-client.ts';
import { argsHeader, cwdHeader, encodeHeader } from '../src/api/command-protocol.ts';
import type { CommandInvocation } from '../src/api/context.ts';
import { ConfigError } from '../src/errors.ts';
import { headers, open, type Run, serve, terminal, token } from './api-commands-support.ts';

describe('when one side goes away', () => {
  it('the command is stopped', async () => {
    const leaving = new AbortController();
    let given: CommandInvocation | undefined;
    const { holder } = await serve(async (invocation) => {
      given = invocation;
      await once(invocation.signal, 'abort');
      return 0;
    });
    const { forward } = terminal({ signal: leaving.signal, stdin: new PassThrough() });
    const done = forwardCommand(holder, 'import', forward);
    await expect.poll(() => given?.signal.aborted).toBe(false);
    leaving.abort();
    expect(await done).toBe(130);
    await expect.poll(() => given?.signal.aborted).toBe(true);
    await expect.poll(() => given?.stdin.destroyed).toBe(true);
  });

  it('the command is stopped even while it does not read what the caller had sent', async () => {
    let given: CommandInvocation | undefined;
    const run: Run = async (invocation) => {
      given = invocation;
      await once(invocation.signal, 'abort');
      return 0;
    };
    const { holder } = await serve(run, { limits: { heartbeatMs: 20 } });
    const request = httpRequest(`${holder.url}/api/v1/commands/import`, { method: 'POST', headers });
    request.on('error', () => {});
    for (let i = 0; i < 200; i += 1) request.write(Buffer.alloc(65_536, 'x'));
    await once(request, 'response');
    await expect.poll(() => given?.signal.aborted).toBe(false);
    request.destroy();
    await expect.poll(() => given?.signal.aborted, { timeout: 5_000 }).toBe(true);
  });

  it('half an input is an error for the command, never its end', async () => {
    let outcome: unknown;
    const { holder } = await serve(async ({ stdin }) => {
      try {
        for await (const _ of stdin);
        outcome = 'read to the end';
      } catch (error) {
        outcome = error;
      }
      return 0;
    });
    const request = httpRequest(`${holder.url}/api/v1/commands/import`, { method: 'POST', headers });
    request.on('error', () => {});
    request.write('{"half":');
    await once(request, 'response');
    request.destroy();
    await expect.poll(() => outcome).toBeInstanceOf(Error);
  });

  /** A holder that answers as ours does, up to a point. */
  async function brokenHolder(answer: (server: Server) => Parameters<typeof createHttpServer>[1]) {
    const server: Server = createHttpServer();
    server.on('request', answer(server)!);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push({
      close: () => {
        server.closeAllConnections();
        server.close();
      },
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token };
  }

  it('the caller says that the holder ended and what to do, with exit code 75', async () => {
    const killed = await brokenHolder(() => (_request, response) => {
      response.write('{"stdout":"half"}\n', () => response.destroy());
    });
    const polite = await brokenHolder(() => (_request, response) => response.end('{"stdout":"half"}\n'));
    for (const holder of [killed, polite]) {
      const { forward, stdout, stderr } = terminal({ stdin: new PassThrough() });
      expect(await forwardCommand(holder, 'import', forward)).toBe(75);
      expect(stdout.text()).toBe('half');
      expect(stderr.text()).toContain('ended before "import" was done');
      expect(stderr.text()).toContain('Run the same command again');
    }
  });

  it('a holder that says nothing any more counts as dead', async () => {
    const holder = await brokenHolder(() => (_request, response) => response.write('{"alive":true}\n'));
    const { forward, stderr } = terminal({ silenceLimitMs: 60 });
    expect(await forwardCommand(holder, 'import', forward)).toBe(75);
    expect(stderr.text()).toContain('no longer answers');
    const mute = await brokenHolder(() => () => {});
    expect(await forwardCommand(mute, 'import', terminal({ silenceLimitMs: 60 }).forward)).toBe(75);
  });

  it('a quiet command is kept alive by its holder', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { holder } = await serve(
      async () => {
        await finished;
        return 0;
      },
      { limits: { heartbeatMs: 10 } },
    );
    const { forward } = terminal({ silenceLimitMs: 300 });
    const done = forwardCommand(holder, 'import', forward);
    setTimeout(finish, 900);
    expect(await done).toBe(0);
  });

  it('nothing was started when nobody listens', async () => {
    const { app, holder } = await serve(async () => 0);
    await app.close();
    const { forward, stderr } = terminal();
    expect(await forwardCommand(holder, 'import', forward)).toBe(75);
    expect(stderr.text()).toContain('could not be reached; nothing was started');
  });

  it('a server that closes stops its commands and lets them say so', async () => {
    let given: CommandInvocation | undefined;
    const { app, holder } = await serve(async (invocation) => {
      given = invocation;
      await once(invocation.signal, 'abort');
      invocation.stderr.write('stopped, 5 stored\n');
      return 130;
    });
    const { forward, stderr } = terminal({ stdin: new PassThrough() });
    const done = forwardCommand(holder, 'import', forward);
    await expect.poll(() => given !== undefined).toBe(true);
    await app.close();
    expect(await done).toBe(130);
    expect(stderr.text()).toBe('stopped, 5 stored\n');
  });
});

describe('the door for commands', () => {
  const post = (url: string, changed: Record<string, string | undefined> = {}, name = 'echo') => {
    const all = Object.entries({ ...headers, ...changed }).filter((entry) => entry[1] !== undefined);
    return fetch(`${url}/api/v1/commands/${name}`, {
      method: 'POST',
      headers: Object.fromEntries(all) as Record<string, string>,
      body: 'x',
    });
  };

  it('opens only to the token, before a byte of the body is read', async () => {
    let runs = 0;
    const { holder } = await serve(async () => {
      runs += 1;
      return 0;
    });
    for (const authorization of [
      undefined,
      'Bearer wrong',
      `Bearer ${token}x`,
      'Bearer ',
      token,
      `Basic ${token}`,
    ]) {
      const response = await post(holder.url, { authorization });
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
    const endless = httpRequest(`${holder.url}/api/v1/commands/import`, {
      method: 'POST',
      headers: { ...headers, authorization: 'Bearer wrong' },
    });
    endless.on('error', () => {});
    endless.write('x');
    const [response] = await once(endless, 'response');
    response.resume();
    expect(response.statusCode).toBe(401);
    await once(response, 'close');
    expect(runs).toBe(0);
    expect((await post(holder.url)).status).toBe(200);
    const { forward, stderr } = terminal();
    expect(await forwardCommand({ ...holder, token: 'wrong' }, 'echo', forward)).toBe(75);
    expect(stderr.text()).toContain('token');
  });

  it('refuses other media types, unknown commands and headers that are not ours', async () => {
    const { holder } = await serve(async () => 0);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      expect((await post(holder.url, { 'content-type': type })).status).toBe(415);
    }
    const unknown = await post(holder.url, {}, 'imprt');
    expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining('did you mean')]);
    for (const wrong of [
      '',
      'not base64 json',
      encodeHeader({ __proto__: 1 }),
      encodeHeader([1]),
      encodeHeader('x'),
    ]) {
      const response = await post(holder.url, { [argsHeader]: wrong });
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(argsHeader)]);
    }
    expect((await post(holder.url, { [cwdHeader]: undefined })).status).toBe(400);
    const polluting = Buffer.from('{"__proto__":{"isAdmin":true},"columns":80}').toString('base64url');
    expect((await post(holder.url, { 'x-earshot-terminal': polluting })).status).toBe(200);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    expect((await fetch(`${holder.url}/api/v1/commands/echo`)).status).toBe(405);
  });

  it('takes so many commands at once, and does not exist without commands', async () => {
    let begun = 0;
    const run: Run = async ({ signal }) => {
      begun += 1;
      await once(signal, 'abort');
      return 0;
    };
    const { holder } = await serve(run, { limits: { commandsAtOnce: 1 } });
    const leaving = new AbortController();
    const first = forwardCommand(holder, 'echo', terminal({ signal: leaving.signal }).forward);
    await expect.poll(() => begun).toBe(1);
    const { forward, stderr } = terminal();
    expect(await forwardCommand(holder, 'echo', forward)).toBe(75);
    expect(stderr.text()).toContain('Already 1 commands in hand');
    leaving.abort();
    expect(await first).toBe(130);
    const without = await serve(run, { commands: undefined });
    expect((await post(without.holder.url)).status).toBe(404);
  });

  it('is known by its address: a token never leaves this machine', async () => {
    for (const url of [
      'http://10.0.0.1:1',
      'http://example.org',
      'https://127.0.0.1:1',
      'http://127.0.0.1.evil.example',
    ]) {
      await expect(forwardCommand({ url, token }, 'echo', terminal().forward)).rejects.toThrow(ConfigError);
    }
  });
});
