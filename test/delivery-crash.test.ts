// A program that is killed while it delivers, started again: each receiver has one copy, or a person is asked.
import { once } from 'node:events';
import { appendFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { whenSays } from './support/cli.ts';
import { createInstallation, type Installation } from './support/installation.ts';
import { type MailServer, type Receiver, startMailServer, startReceiver } from './support/receivers.ts';

let here: Installation;
let mail: MailServer;
let web: Receiver;
/** steps at which the other side keeps silent until it is let go */
const held = new Set<string>();
const reached = new Set<string>();
let letGo: () => void = () => {};
const gone = new Promise<void>((resolve) => {
  letGo = resolve;
});
async function holdAt(step: string): Promise<void> {
  if (!held.has(step)) return;
  reached.add(step);
  await gone;
}

const steps = ['rcpt early@port.example', 'end late@port.example', '/chat', '/hook', '/reports'];
const names = ['bucket', 'chat', 'early', 'hook', 'late', 'shelf'];

beforeAll(async () => {
  here = await createInstallation();
  mail = await startMailServer(async (step, to) => {
    await holdAt(`${step} ${to}`);
    return undefined;
  });
  web = await startReceiver(async ({ path }) => {
    await holdAt(path.startsWith('/reports') ? '/reports' : path);
    return 200;
  });
  await appendFile(
    here.city,
    `delivery:
  smtp: { host: 127.0.0.1, port: ${mail.port}, security: none, from: earshot@port.example }
  recipients:
    early: { channel: smtp, to: early@port.example }
    late: { channel: smtp, to: late@port.example }
    chat: { channel: slack, secret: CHAT }
    hook: { channel: webhook, url: "http://127.0.0.1:${web.port}/hook", secret: HOOK }
    bucket: { channel: s3, endpoint: "http://127.0.0.1:${web.port}", bucket: reports, secret: { accessKeyId: HOOK, secretAccessKey: HOOK } }
    shelf: { channel: folder, path: ${here.directory}/shelf }
`,
  );
  Object.assign(here.env, {
    EARSHOT_INSIDE_HOSTS: `127.0.0.1:${mail.port},127.0.0.1:${web.port}`,
    CHAT: `http://127.0.0.1:${web.port}/chat`,
    HOOK: 'a signing key of more than 24 bytes',
  });
});
afterAll(async () => {
  letGo();
  for (const one of [web, mail, here]) await one?.[Symbol.asyncDispose]();
});

async function startUp() {
  const { child } = here.start(['up', '--port', '0', '--city', here.city]);
  const [, url] = (await whenSays(child, /answers at (http:\S+)/)) as unknown as [string, string];
  return { child, url };
}

async function rowsAt(url: string) {
  const answer = await fetch(`${url}/api/v1/deliveries?city=portside`);
  const { rows } = (await answer.json()) as { rows: Record<string, string>[] };
  return rows.toSorted((a, b) => a.recipient!.localeCompare(b.recipient!));
}

it('has delivered once when it was killed in the middle, and asks a person where nobody can know', {
  timeout: 180_000,
}, async () => {
  const first = await startUp();
  for (const step of steps) held.add(step);
  const test = here.start(['deliveries', 'test', ...names, '--city', here.city]);
  await vi.waitFor(() => expect([...reached].sort()).toEqual(steps.toSorted()), { timeout: 60_000 });
  // what has no answer yet is on the other side, whole
  await vi.waitFor(() => expect(mail.mails).toHaveLength(1));
  first.child.kill('SIGKILL');
  await Promise.all([once(first.child, 'close'), test.finished]);
  held.clear();
  letGo();

  const second = await startUp();
  await vi.waitFor(
    async () => {
      const states = (await rowsAt(second.url)).map(({ recipient, state }) => [recipient, state]);
      expect(states).toEqual([
        ['bucket', 'sent'],
        ['chat', 'uncertain'],
        ['early', 'sent'],
        ['hook', 'sent'],
        ['late', 'uncertain'],
        ['shelf', 'sent'],
      ]);
    },
    { timeout: 60_000, interval: 500 },
  );
  expect(mail.mails.map(({ to }) => to[0]).toSorted()).toEqual(['early@port.example', 'late@port.example']);
  const sentTo = (path: string) => web.requests.filter((request) => request.path.startsWith(path));
  expect(sentTo('/chat')).toHaveLength(1);
  expect(new Set(sentTo('/hook').map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  // a file of the same name with the same bytes
  const objects = new Map<string, Set<string>>();
  for (const { path, body } of sentTo('/reports'))
    objects.set(path, (objects.get(path) ?? new Set()).add(body.toString()));
  expect(objects.size).toBe(2);
  for (const bodies of objects.values()) expect(bodies.size).toBe(1);

  // a person has looked: the late mail is asked for again, under the same id
  const late = (await rowsAt(second.url)).find(({ recipient }) => recipient === 'late')!;
  const again = await here.run(['deliveries', 'resend', late.id!, '--city', here.city]);
  expect(again.code, again.stderr).toBe(0);
  const ids = mail.mails
    .filter(({ to }) => to[0] === 'late@port.example')
    .map(({ text }) => /^Message-ID: (.*)$/im.exec(text)?.[1]);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  const sources = await here.run(['sources', '--city', here.city]);
  expect(sources.stdout).toMatch(/1 message was not delivered:\n {2}chat: test .* is uncertain/);
  second.child.kill('SIGTERM');
  await once(second.child, 'close');
});
