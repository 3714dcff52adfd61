// What leaves on schedule, on the real engines of one process: who gets a message, that it is once, and what the ledger says.
import { createHmac } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEnvironment } from '../src/config.ts';
import { handOver } from '../src/deliver/hand-over.ts';
import { createDeliveryLedger } from '../src/deliver/ledger.ts';
import { type Message, messageId } from '../src/deliver/message.ts';
import { startDeliverWorker } from '../src/jobs/deliver-worker.ts';
import { createLog } from '../src/log.ts';
import { jobId } from '../src/queues.ts';
import { openRuntime, type Runtime } from '../src/runtime.ts';
import {
  isSignedForS3,
  type MailServer,
  type Receiver,
  smtpError,
  startMailServer,
  startReceiver,
} from './support/receivers.ts';

const never = new AbortController().signal;
const opened: AsyncDisposable[] = [];
let directory: string;
let runtime: Runtime;
let mail: MailServer;
let web: Receiver;
/** what the other sides say, by path or address; a status or a code that is left over is said next time */
const said = new Map<string, (number | 'cut')[]>();
const next = (key: string) => said.get(key)?.shift();

const secrets = {
  TEST_CHAT: '/chat',
  TEST_TEAM: '/team',
  TEST_CUT_CHAT: '/cut-chat',
  TEST_GONE_CHAT: '/gone-chat-with-a-secret',
  TEST_HOOK: `whsec_${Buffer.alloc(32, 9).toString('base64')}`,
  TEST_KEY_ID: 'AKEXAMPLE',
  TEST_KEY: 'a-secret-key',
};

const profile = (folder: string, ports: { mail: number; web: number }) => `id: port
name: Port
timezone: America/Chicago
audiences: { streets: { name: Streets, topics: [roads] } }
delivery:
  smtp: { host: 127.0.0.1, port: ${ports.mail}, security: none, from: Earshot <earshot@port.example> }
  recipients:
    shelf: { channel: folder, path: ${folder}/shelf, kinds: [alert, digest] }
    streets: { channel: folder, path: ${folder}/streets, audiences: [streets], kinds: [alert] }
    blocked: { channel: folder, path: ${folder}/file/below, kinds: [digest] }
    mayor: { channel: smtp, to: mayor@port.example }
    chat: { channel: slack, secret: TEST_CHAT }
    team: { channel: teams, secret: TEST_TEAM }
    hook: { channel: webhook, url: "http://127.0.0.1:${ports.web}/hook", secret: TEST_HOOK }
    bucket:
      channel: s3
      endpoint: http://127.0.0.1:${ports.web}
      bucket: reports
      prefix: city/
      secret: { accessKeyId: TEST_KEY_ID, secretAccessKey: TEST_KEY }
    cut-chat: { channel: slack, secret: TEST_CUT_CHAT, audiences: [streets] }
    cut-hook: { channel: webhook, url: "http://127.0.0.1:${ports.web}/cut-hook", secret: TEST_HOOK, audiences: [streets] }
    gone-chat: { channel: slack, secret: TEST_GONE_CHAT, audiences: [streets] }
    lost-chat: { channel: slack, secret: TEST_NOT_SET, audiences: [streets] }
`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'earshot-delivery-'));
  mail = await startMailServer(async (step, to) => {
    const code = next(`${step} ${to}`);
    return typeof code === 'number' ? smtpError(code) : undefined;
  });
  web = await startReceiver(async ({ path }) => next(path) ?? 200);
  const folders = { DATA_DIR: join(directory, 'data'), CONFIG_DIR: join(directory, 'config') };
  await mkdir(join(folders.CONFIG_DIR, 'cities'), { recursive: true });
  await writeFile(
    join(folders.CONFIG_DIR, 'cities', 'port.yaml'),
    profile(directory, { mail: mail.port, web: web.port }),
  );
  await writeFile(join(directory, 'file'), 'no folder');
  for (const [name, value] of Object.entries(secrets))
    process.env[name] = value.startsWith('/') ? `http://127.0.0.1:${web.port}${value}` : value;
  const inside = `127.0.0.1:${mail.port}, 127.0.0.1:${web.port}`;
  runtime = await openRuntime(
    readEnvironment({ ...folders, EARSHOT_INSIDE_HOSTS: inside }),
    createLog('silent'),
  );
  opened.push(await startDeliverWorker(runtime));
});
afterAll(async () => {
  for (const one of [...opened, runtime, mail, web]) await one?.[Symbol.asyncDispose]();
  for (const name of Object.keys(secrets)) delete process.env[name];
  await rm(directory, { recursive: true, force: true });
});

const message = (more: Partial<Message> = {}): Message => ({
  ...{ city: 'port', kind: 'alert', about: 'roads-1', audience: 'city' },
  ...{ subject: 'Roads above their usual', text: 'Twelve posts in an hour.', files: [], data: { posts: 12 } },
  ...more,
});
const ledger = () => createDeliveryLedger(runtime.store.jobs);
async function settled(sent: Message) {
  const entries = await ledger().ofMessage('port', messageId(sent));
  const queues = await runtime.queues();
  for (const { id } of entries) await queues.whenSettled('deliver', jobId(['deliver', 'port', id]), never);
  return ledger().ofMessage('port', messageId(sent));
}

it('goes to those who want its kind and audience, once, however often it is handed over', async () => {
  const alert = message();
  const added = await Promise.all([handOver(runtime, alert), handOver(runtime, alert)]);
  expect(Math.max(...added)).toBe(1);
  const [entry] = await settled(alert);
  expect(entry).toMatchObject({ recipient: 'shelf', state: 'sent', attempts: 1, error: '' });
  const path = join(directory, 'shelf', 'port', 'alert', 'roads-1');
  expect(await readFile(join(path, 'alert.txt'), 'utf8')).toContain('Twelve posts in an hour.');
  // another text for the same is not sent, and what was sent is not forgotten
  expect(await handOver(runtime, message({ text: 'Thirteen posts.' }))).toBe(0);
  await ledger().write({ ...entry!, state: 'waiting', attempts: 0 });
  expect(await settled(alert)).toEqual([entry]);
  expect(await readFile(join(path, 'alert.txt'), 'utf8')).toContain('Twelve');
});

it('that cannot be delivered says so, and holds nobody else up', async () => {
  const digest = message({ kind: 'digest', about: '2026-11-16' });
  expect(await handOver(runtime, digest)).toBe(2);
  expect(await settled(digest)).toMatchObject([
    { recipient: 'blocked', state: 'failed', error: expect.stringContaining('cannot be written') },
    { recipient: 'shelf', state: 'sent' },
  ]);
});

it('reaches a mailbox, chats, a webhook and a bucket with one copy each, although every one of them says no twice', async () => {
  const pdf = {
    name: 'port-2026-W46.pdf',
    type: 'application/pdf',
    bytes: Buffer.from('%PDF-1.7 invented'),
    form: 'pdf',
  };
  const weekly = message({ kind: 'weekly', about: '2026-W46', files: [pdf] });
  const key = '/reports/city/port/weekly/2026-W46/port-2026-W46.pdf';
  said.set('end mayor@port.example', [451, 451]);
  for (const path of ['/chat', '/team', '/hook', key]) said.set(path, [500, 500]);
  expect(await handOver(runtime, weekly)).toBe(5);
  // a second process that looks at the same schedule
  expect(await handOver(runtime, weekly)).toBe(0);
  const entries = await settled(weekly);
  expect(entries.map(({ recipient, state, attempts }) => [recipient, state, attempts])).toEqual(
    ['bucket', 'chat', 'hook', 'mayor', 'team'].map((name) => [name, 'sent', 3]),
  );
  expect(mail.mails.map(({ to }) => to)).toEqual([['mayor@port.example']]);
  expect(mail.mails[0]?.text).toContain('filename=port-2026-W46.pdf');
  const taken = (path: string) => web.accepted.filter((request) => request.path === path);
  for (const path of ['/chat', '/team', '/hook', key]) expect(taken(path), path).toHaveLength(1);
  const [put] = taken(key);
  expect(put).toMatchObject({ method: 'PUT', body: Buffer.from('%PDF-1.7 invented') });
  expect(isSignedForS3(put!, secrets.TEST_KEY)).toBe(true);
  expect(isSignedForS3({ ...put!, body: Buffer.from('other') }, secrets.TEST_KEY)).toBe(false);
  const hooks = web.requests.filter(({ path }) => path === '/hook');
  expect(new Set(hooks.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  for (const { headers, body } of hooks) {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const signature = createHmac('sha256', Buffer.alloc(32, 9)).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
  }
});

it('is sent again when the answer was lost only where that is the same as once; elsewhere a person decides', async () => {
  const weekly = message({ kind: 'weekly', about: '2026-W45', audience: 'streets' });
  said.set('/cut-chat', ['cut']);
  said.set('/cut-hook', ['cut']);
  said.set('/gone-chat-with-a-secret', [404]);
  expect(await handOver(runtime, weekly)).toBe(4);
  const entries = await settled(weekly);
  expect(entries.map(({ recipient, state, attempts }) => [recipient, state, attempts])).toEqual([
    ['cut-chat', 'uncertain', 1],
    ['cut-hook', 'sent', 2],
    ['gone-chat', 'failed', 1],
    ['lost-chat', 'failed', 1],
  ]);
  expect(web.requests.filter(({ path }) => path === '/cut-chat')).toHaveLength(1);
  const errors = entries.map(({ error }) => error);
  expect(errors[0]).toContain('before the receiver said whether it has it');
  expect(errors[2]).toMatch(/^127\.0\.0\.1 answered 404: nothing is there any more: .*: no_luck$/);
  expect(errors[3]).toMatch(/^TEST_NOT_SET is set neither/);
  // nothing that is a secret is in the ledger
  expect(JSON.stringify(entries)).not.toMatch(/gone-chat-with|whsec|http:/);
});
