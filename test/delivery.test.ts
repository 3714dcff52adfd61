// What leaves on schedule, on the real engines of one process: who gets a message, that it is once, and what the ledger says.
import { createHmac } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { messageOf as alertMessage } from '../src/alert/compose.ts';
import { alertExample } from '../src/api/alert-example.ts';
import type { CommandContext, Run } from '../src/cli/command.ts';
import { deliveriesCommand } from '../src/cli/commands/deliveries.ts';
import type { Held } from '../src/cli/hold.ts';
import { readEnvironment } from '../src/config.ts';
import { handOver } from '../src/deliver/hand-over.ts';
import { createKeptMessages } from '../src/deliver/kept-messages.ts';
import { createDeliveryLedger } from '../src/deliver/ledger.ts';
import { type Message, messageId } from '../src/deliver/message.ts';
import { resend } from '../src/deliver/resend.ts';
import type { ScheduledKind } from '../src/deliver/scheduled.ts';
import { listUndelivered } from '../src/deliver/undelivered.ts';
import { weekly } from '../src/deliver/weekly.ts';
import { ConfigError, RateLimitedError } from '../src/errors.ts';
import { deliver } from '../src/jobs/deliver.ts';
import { startDeliverWorker } from '../src/jobs/deliver-worker.ts';
import { makeMessages, markUnmade, queueMessages } from '../src/jobs/make-messages.ts';
import { queueLooks, startAlertWorker } from '../src/jobs/watch-alerts.ts';
import { withdrawDeleted } from '../src/jobs/withdraw.ts';
import { createLog } from '../src/log.ts';
import { jobId } from '../src/queues.ts';
import { openRuntime, type Runtime } from '../src/runtime.ts';
import { listExports } from '../src/store/export-ledger.ts';
import { weekOf } from '../src/store/iso-week.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import { collect } from './api-support.ts';
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
  await startWorker();
});
afterAll(async () => {
  for (const one of [...opened, runtime, mail, web]) await one?.[Symbol.asyncDispose]();
  for (const name of Object.keys(secrets)) delete process.env[name];
  await rm(directory, { recursive: true, force: true });
});

const startWorker = async () => {
  opened.push(await startDeliverWorker(runtime, { schedule: false }));
};
/** The worker of the program takes the present from the clock of the machine. */
const stopWorker = () => Promise.all(opened.splice(0).map((one) => one[Symbol.asyncDispose]()));

const message = (more: Partial<Message> = {}): Message => ({
  ...{ city: 'port', kind: 'alert', about: 'roads-1', audience: 'city' },
  ...{ subject: 'Roads above their usual', text: 'Twelve posts in an hour.', files: [], data: { posts: 12 } },
  ...more,
});
const ledger = () => createDeliveryLedger(runtime.store.jobs);
const settled = (sent: Message) => settledIn('port', messageId(sent));
async function settledIn(city: string, id: string) {
  const queues = await runtime.queues();
  for (const entry of await ledger().ofMessage(city, id))
    await queues.whenSettled('deliver', jobId(['deliver', city, entry.id]), never);
  return ledger().ofMessage(city, id);
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
    { recipient: 'blocked', state: 'failed', error: 'the folder cannot be written: ENOTDIR' },
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

it('sent again, it names no post that was deleted since', async () => {
  const [kept, gone] = ['stays', 'goes'].map((id) => ({
    ...{ source: 'file', id, time: alertExample.foundAt, url: `https://posts.example/${id}` },
  }));
  const why = { ...alertExample.why!, posts: [gone!, kept!] };
  const sent = alertMessage({ id: 'port', name: 'Port' }, { ...alertExample, id: 'deleted-1', why });
  await handOver(runtime, sent, { to: (await runtime.cities.get('port')).delivery!.recipients.slice(0, 1) });
  const [first] = await settled(sent);
  const path = join(directory, 'shelf', 'port', 'alert', 'deleted-1');
  const said = async (...folder: string[]) => {
    const names = await readdir(join(path, ...folder));
    const texts = names
      .filter((name) => name.startsWith('alert.'))
      .map((name) => join(path, ...folder, name));
    return (await Promise.all(texts.map((text) => readFile(text, 'utf8')))).join('\n');
  };
  expect(await said()).toContain(gone!.url);
  const city = await runtime.cities.get('port');
  await deletePosts(runtime.store, city, [gone!]);
  const again = await resend(runtime, 'port', first!.id, Date.now());
  expect(again).toMatchObject({ copy: 1 });
  await settled(sent);
  const copy = await said('copy-1');
  expect(copy).not.toContain('goes');
  expect(copy.match(/https:\/\/posts\.example\/stays/g)).toHaveLength(2);
  // what is kept is found without being sent
  const messages = createKeptMessages(runtime.store.jobs);
  await messages.replace(sent);
  await withdrawDeleted(runtime);
  const now = await messages.get('port', messageId(sent));
  expect(JSON.stringify(now)).not.toContain('goes');
  expect((await messages.naming()).filter(({ id }) => id === messageId(sent))).toMatchObject([
    { posts: [{ source: 'file', id: 'stays' }] },
  ]);
  const raw = await runtime.store.jobs.rows(
    z.object({ n: z.number() }),
    "SELECT count() AS n FROM delivery_message WHERE position(value, 'posts.example/goes') > 0",
  );
  expect(raw).toEqual([{ n: 0 }]);
  // the files that have it are named for good
  const held = await listExports(runtime.store.jobs, 'port', gone!);
  expect(held).toMatchObject([
    { kind: 'alert', about: 'deleted-1', recipient: 'shelf', channel: 'folder', copy: 0, state: 'sent' },
  ]);
});

it('what was not delivered is found below whatever was delivered since', async () => {
  const nowMs = Date.now();
  const ids = async (limit?: number) =>
    (await listUndelivered(ledger(), 'port', nowMs, limit)).map(({ recipient }) => recipient);
  expect(await ids()).toEqual(['blocked']);
  const [newest] = await ledger().list('port', { limit: 1 });
  expect(newest!.state).toBe('sent');
  expect(await ids(1)).toEqual(['blocked']);
  // some of its addresses were refused
  await ledger().write({
    ...newest!,
    id: 'partly',
    recipient: 'partly',
    error: '1 of 2 addresses were refused',
  });
  expect((await ids()).toSorted()).toEqual(['blocked', 'partly']);
});

it('a chat that moved fails, and one whose gateway lost it is uncertain: neither gets a second', async () => {
  said.set('/chat', [303]);
  said.set('/team', [502]);
  const moved = message({ kind: 'weekly', about: '2026-W45' });
  await handOver(runtime, moved);
  const entries = (await settled(moved)).filter(({ recipient }) => ['chat', 'team'].includes(recipient));
  expect(entries.map(({ recipient, state, attempts }) => [recipient, state, attempts])).toEqual([
    ['chat', 'failed', 1],
    ['team', 'uncertain', 1],
  ]);
  expect(entries[0]?.error).toContain('look at the address');
});

it('is forgotten three years after its last step, and not before', async () => {
  const [sent] = await ledger().list('port', { states: ['sent'], limit: 1 });
  const aged = (id: string, years: number) => ({
    ...{ ...sent!, id, message: 'aged', askedAt: sent!.askedAt },
    changedAt: new Date(Date.now() - years * 365.3 * 86_400_000).toISOString(),
  });
  await ledger().write(aged('old', 3.1));
  await ledger().write(aged('young', 2.9));
  await runtime.store.jobs.command('OPTIMIZE TABLE state_delivery FINAL');
  expect((await ledger().ofMessage('port', 'aged')).map(({ id }) => id)).toEqual(['young']);
  expect(await ledger().get('port', sent!.id)).toEqual(sent);
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

/** A city of its own whose summaries and digests go to a folder, with a clock that the test sets. */
async function scheduledCity(id: string, timezone: string, times: string) {
  const folder = join(runtime.environment.configDir, 'cities');
  // the other cities would be served too
  for (const file of await readdir(folder)) await rm(join(folder, file));
  const shelf = `{ shelf: { channel: folder, path: ${directory}/shelf, kinds: [weekly, digest], forms: [json] } }`;
  /** resolves when the program sees it */
  async function describe(recipients: string, names: string[]) {
    await writeFile(
      join(folder, `${id}.yaml`),
      `id: ${id}
name: ${id}
timezone: ${timezone}
audiences: { streets: { name: Streets, topics: [roads] } }
reports: ${times}
delivery: { recipients: ${recipients} }
`,
    );
    await vi.waitFor(
      async () => {
        const { delivery } = await runtime.cities.get(id);
        expect((delivery?.recipients ?? []).map(({ name }) => name)).toEqual(names);
      },
      { timeout: 20_000, interval: 200 },
    );
  }
  await describe(shelf, ['shelf']);
  let made = 0;
  /** a digest that says which day it is of */
  const digest: ScheduledKind = {
    kind: 'digest',
    timeOf: ({ reports }) => reports!.digest!.at,
    about: (_, { day }) => day,
    staleAfterMs: 18 * hourMs,
    make: async (_, { about }) => {
      made += 1;
      return message({ city: id, kind: 'digest', about });
    },
  };
  const kinds = [weekly, digest];
  /** two processes look at once, and then each job runs twice */
  async function lookAt(time: string): Promise<string[]> {
    const now = () => Date.parse(time);
    await Promise.all([queueMessages(runtime, now(), kinds), queueMessages(runtime, now(), kinds)]);
    const queues = await runtime.queues();
    const worker = await queues.work(
      'report',
      async (job, { signal }) => {
        for (let run = 0; run < 2; run += 1) await makeMessages(runtime, job, signal, now, kinds);
      },
      { onFailed: async () => undefined },
    );
    await vi.waitFor(
      async () => expect(await queues.counts('report')).toMatchObject({ waiting: 0, active: 0, delayed: 0 }),
      { timeout: 30_000 },
    );
    await worker.close();
    return (await ledger().list(id)).map(({ kind, about }) => `${kind} ${about}`).toSorted();
  }
  return { lookAt, made: () => made, shelf, describe };
}
const hourMs = 3_600_000;

it('leaves once on schedule: from the next time on, through downtime, clocks that jump, and both changes of the clock', async () => {
  await stopWorker();
  const { lookAt, made } = await scheduledCity('bay', 'America/Chicago', '{ digest: { at: "02:30" } }');
  // a Wednesday: nothing of before it was asked for
  expect(await lookAt('2026-02-25T18:00:00Z')).toEqual([]);
  expect(await lookAt('2026-02-26T08:29:00Z')).toEqual([]);
  const first = ['digest 2026-02-26'];
  expect(await lookAt('2026-02-26T08:30:00Z')).toEqual(first);
  expect(await lookAt('2026-02-26T08:31:00Z')).toEqual(first);
  // down until Monday, when a summary was due too: each once, the latest alone
  const monday = [...first, 'digest 2026-03-02', 'weekly 2026-W09'];
  expect(await lookAt('2026-03-02T15:00:00Z')).toEqual(monday);
  // 02:30 of 8 March is skipped: it is 03:30
  expect(await lookAt('2026-03-08T08:29:00Z')).toEqual(monday);
  const sunday = [...first, 'digest 2026-03-02', 'digest 2026-03-08', 'weekly 2026-W09'];
  expect(await lookAt('2026-03-08T08:30:00Z')).toEqual(sunday);
  // a clock that jumps a day ahead sends what is due then, and nothing again when it is set right
  const ahead = [...sunday.slice(0, 3), 'digest 2026-03-09', 'weekly 2026-W09', 'weekly 2026-W10'];
  expect(await lookAt('2026-03-09T13:00:00Z')).toEqual(ahead);
  expect(await lookAt('2026-03-08T13:00:00Z')).toEqual(ahead);
  expect(await lookAt('2026-03-09T13:00:00Z')).toEqual(ahead);
  // what is too old to be of use is left out
  expect(await lookAt('2026-10-31T03:00:00Z')).toEqual([...ahead, 'weekly 2026-W43']);
  expect(made()).toBe(4);
});

it('an hour that the clock shows twice sends once', async () => {
  const { lookAt } = await scheduledCity('cove', 'America/Chicago', '{ digest: { at: "01:30" } }');
  expect(await lookAt('2026-10-31T12:00:00Z')).toEqual([]);
  // 01:30 is at 06:30 and at 07:30 UTC
  expect(await lookAt('2026-11-01T06:29:00Z')).toEqual([]);
  for (const time of ['06:30', '07:29', '07:31', '08:00'])
    expect(await lookAt(`2026-11-01T${time}:00Z`), time).toEqual(['digest 2026-11-01']);
});

it('a recipient who comes on a Thursday gets the first summary on Monday, also where there were some before', async () => {
  const { lookAt, shelf, describe } = await scheduledCity('fjord', 'UTC', '{ digest: { at: "07:00" } }');
  expect(await lookAt('2026-02-26T12:00:00Z')).toEqual([]);
  await describe('{}', []);
  expect(await lookAt('2026-03-02T12:00:00Z')).toEqual([]);
  await describe(shelf, ['shelf']);
  expect(await lookAt('2026-03-05T12:00:00Z')).toEqual(['digest 2026-03-05']);
  expect(await lookAt('2026-03-09T12:00:00Z')).toContain('weekly 2026-W10');
});

it('an audience whose message cannot be made holds up no other, and is tried again after a while', async () => {
  const { describe } = await scheduledCity('glen', 'UTC', '{ digest: { at: "07:00" } }');
  const wants = (audience: string) =>
    `{ channel: folder, path: ${directory}/shelf, kinds: [digest], audiences: [${audience}] }`;
  await describe(`{ first: ${wants('streets')}, second: ${wants('city')} }`, ['first', 'second']);
  let isBroken = true;
  const digest: ScheduledKind = {
    ...{ kind: 'digest', timeOf: ({ reports }) => reports!.digest!.at, about: (_, { day }) => day },
    staleAfterMs: 18 * hourMs,
    async make(_, { about, audience }) {
      if (audience !== undefined && isBroken) throw new Error('invented');
      return message({ city: 'glen', kind: 'digest', about, audience: audience?.id ?? 'city' });
    },
  };
  const job = { city: 'glen', kind: 'digest', day: '2026-06-08', due: '2026-06-08T07:00:00.000Z' };
  const at = (time: string) => Date.parse(`2026-06-08T${time}Z`);
  const make = () =>
    makeMessages(runtime, { ...job, queuedAt: job.due }, never, () => at('07:01:00'), [digest]);
  await expect(make()).rejects.toThrow('invented');
  expect(await ledger().list('glen')).toMatchObject([{ recipient: 'second' }]);
  const queues = await runtime.queues();
  const queued = async (time: string) => {
    await queueMessages(runtime, at(time), [digest]);
    const { waiting } = await queues.counts('report');
    return waiting;
  };
  await queueMessages(runtime, at('06:00:00'), [digest]);
  await markUnmade(runtime, job as never, at('07:02:00'));
  expect(await queued('07:16:00')).toBe(0);
  expect(await queued('07:18:00')).toBe(1);
  isBroken = false;
  const worker = await queues.work(
    'report',
    (next, { signal }) => makeMessages(runtime, next, signal, () => at('07:18:00'), [digest]),
    { onFailed: async () => undefined },
  );
  await vi.waitFor(
    async () => expect(await queues.counts('report')).toMatchObject({ waiting: 0, active: 0, delayed: 0 }),
    { timeout: 30_000 },
  );
  await worker.close();
  expect((await ledger().list('glen')).map(({ recipient }) => recipient).toSorted()).toEqual([
    'first',
    'second',
  ]);
  // too late for a digest: it was queued, and waited
  const late = { ...job, day: '2026-06-09', due: '2026-06-09T07:00:00.000Z', queuedAt: job.due };
  await makeMessages(runtime, late, never, () => Date.parse('2026-06-10T02:00:00Z'), [digest]);
  expect(await ledger().list('glen')).toHaveLength(2);
});

it('a summary waits for its numbers, and not for ever', async () => {
  const { lookAt } = await scheduledCity(
    'dune',
    'UTC',
    '{ weekly: { at: Monday 07:00 }, digest: { at: "23:59" } }',
  );
  await lookAt('2026-06-01T06:00:00Z');
  await runtime.state.dirty.mark([{ city: 'dune', day: '2026-06-04' }]);
  const due = { city: 'dune', kind: 'weekly', day: '2026-06-08', due: '2026-06-08T07:00:00.000Z' };
  const job = { ...due, queuedAt: '2026-06-08T07:00:10.000Z' };
  const at = (time: string) => () => Date.parse(time);
  await expect(makeMessages(runtime, job, never, at('2026-06-08T07:20:00Z'))).rejects.toThrow(
    RateLimitedError,
  );
  expect(await ledger().list('dune')).toEqual([]);
  await makeMessages(runtime, job, never, at('2026-06-08T07:31:00Z'));
  const [entry] = await ledger().list('dune');
  expect(entry).toMatchObject({ kind: 'weekly', about: '2026-W23', recipient: 'shelf' });
  await deliver(runtime, { city: 'dune', delivery: entry!.id }, never, at('2026-06-08T07:32:00Z'));
  await startWorker();
  expect(await settledIn('dune', entry!.message)).toMatchObject([{ state: 'sent', error: '' }]);
  const made = await readFile(
    join(directory, 'shelf', 'dune', 'weekly', '2026-W23', 'dune-2026-W23.json'),
    'utf8',
  );
  expect(JSON.parse(made)).toMatchObject({ kind: 'weekly', week: { name: '2026-W23' } });
});

it('is not sent when nobody wants it any more, and says what is wrong with a profile that cannot be read', async () => {
  const alert = message({ city: 'dune' });
  const [shelf] = (await runtime.cities.get('dune')).delivery!.recipients;
  const at = (time: string) => () => Date.parse(time);
  await stopWorker();
  await handOver(runtime, alert, { nowMs: at('2026-06-05T18:00:00Z')(), to: [shelf!] });
  const [entry] = await ledger().ofMessage('dune', messageId(alert));
  const tryAt = (time: string) => deliver(runtime, { city: 'dune', delivery: entry!.id }, never, at(time));
  const path = join(runtime.environment.configDir, 'cities', 'dune.yaml');
  const profile = await readFile(path, 'utf8');
  await writeFile(path, 'id: [');
  await vi.waitFor(() => expect(runtime.cities.get('dune')).rejects.toThrow(ConfigError), {
    ...{ timeout: 20_000, interval: 200 },
  });
  await expect(tryAt('2026-06-05T18:00:01Z')).rejects.toThrow(RateLimitedError);
  const reason = 'the profile of dune cannot be read';
  expect(await ledger().get('dune', entry!.id)).toMatchObject({ state: 'waiting', error: reason });
  await tryAt('2026-06-08T07:00:00Z');
  expect(await ledger().get('dune', entry!.id)).toMatchObject({
    ...{ state: 'failed', attempts: 0 },
    error: `too late to be of use, and not sent; before: ${reason}`,
  });
  await writeFile(path, profile);
  await startWorker();
  expect(await settledIn('dune', messageId(alert))).toMatchObject([{ state: 'failed' }]);
});

it('an alert that two schedulers see at once is told once, whoever looks and however often', async () => {
  const path = join(runtime.environment.configDir, 'cities', 'quay.yaml');
  await writeFile(
    path,
    `id: quay
name: Quay
timezone: America/Chicago
sources: { open311: { options: { endpoints: [{ url: https://requests.example }] }, budget: { requestsPerDay: 100 } } }
alerts: [{ id: money, kind: budget }]
delivery:
  smtp: { host: 127.0.0.1, port: ${mail.port}, security: none, from: Earshot <earshot@port.example> }
  recipients:
    desk: { channel: smtp, to: desk@port.example, kinds: [alert] }
    hook: { channel: webhook, url: "http://127.0.0.1:${web.port}/alerts", secret: TEST_HOOK, kinds: [alert] }
`,
  );
  await vi.waitFor(() => runtime.cities.get('quay'), { timeout: 20_000, interval: 200 });
  const nowMs = Date.now();
  const spent = { requests: 95, items: 0, posts: 0, units: 0, usd: 0 };
  const day = new Date(nowMs).toISOString().slice(0, 10);
  await runtime.state.spending.put('quay', { source: 'open311', day, kind: 'live', ...spent });
  const queues = await runtime.queues();
  await using one = await startAlertWorker(runtime, () => nowMs);
  await using other = await startAlertWorker(runtime, () => nowMs);
  expect(one).not.toBe(other);
  const minute = 60_000;
  // two processes come to the same tick; the looks of two ticks are in hand at once
  for (const ticks of [[0, 0, 5, 5], [10], [-5]]) {
    await Promise.all(ticks.map((minutes) => queueLooks(runtime, nowMs + minutes * minute)));
    await vi.waitFor(
      async () => expect(await queues.counts('alert')).toMatchObject({ waiting: 0, active: 0, delayed: 0 }),
      { timeout: 30_000 },
    );
  }
  const [entry, ...others] = (await ledger().list('quay')).toSorted((a, b) =>
    a.recipient < b.recipient ? -1 : 1,
  );
  expect(others.map(({ recipient }) => recipient)).toEqual(['hook']);
  expect(await settledIn('quay', entry!.message)).toMatchObject(Array(2).fill({ state: 'sent', copy: 0 }));
  expect(mail.mails.filter(({ to }) => to[0] === 'desk@port.example')).toHaveLength(1);
  expect(web.requests.filter((request) => request.path === '/alerts')).toHaveLength(1);
  await rm(path);
});

/** `earshot deliveries …` of the city dune, in this process. */
async function deliveries(args: string[], options: object = {}) {
  const out = collect();
  const io = {
    ...{
      stdin: process.stdin,
      stdout: out.stream,
      stderr: out.stream,
      canAsk: false,
      width: 200,
      color: false,
    },
    ...{ isForwarded: false, cwd: directory, signal: never },
  };
  const held = { ...runtime, startDelivering: async () => {} } as unknown as Held;
  const context = { io, runtime: async () => held } as unknown as CommandContext;
  const asked = { format: 'json', limit: '100', audience: 'city', city: 'dune', ...options };
  const run = deliveriesCommand.run as Run<object>;
  const code = await run(args, asked, context);
  return { code, rows: JSON.parse(out.text()) as Record<string, unknown>[] };
}

it('a person lists, tries a recipient, and asks for a summary that came before', async () => {
  expect(await deliveries(['test', 'shelf'])).toMatchObject({
    code: 0,
    rows: [{ recipient: 'shelf', kind: 'test', state: 'sent' }],
  });
  const earlier = { week: '2026-W22', to: 'shelf' };
  const path = join(directory, 'shelf', 'dune', 'weekly', '2026-W22');
  const first = await deliveries(['resend'], earlier);
  expect(first).toMatchObject({ code: 0, rows: [{ about: '2026-W22', copy: 0, state: 'sent' }] });
  const bytes = await readFile(join(path, 'dune-2026-W22.json'));
  // once more is another copy, of the same bytes
  const second = await deliveries(['resend'], earlier);
  expect(second).toMatchObject({ code: 0, rows: [{ about: '2026-W22', copy: 1, state: 'sent' }] });
  expect(second.rows[0]!.id).not.toBe(first.rows[0]!.id);
  expect((await readFile(join(path, 'copy-1', 'dune-2026-W22.json'))).equals(bytes)).toBe(true);
  const third = await deliveries(['resend', String(first.rows[0]!.id)]);
  expect(third.rows).toMatchObject([{ copy: 2, state: 'sent' }]);
  expect((await deliveries(['list'])).rows.length).toBe(6);
  expect((await deliveries(['list'], { failed: true, limit: '1' })).rows).toEqual([]);
  // what is made first is what everybody gets: half a week is not made
  const { name: thisWeek } = weekOf('UTC', Date.now());
  await expect(deliveries(['resend'], { ...earlier, week: thisWeek })).rejects.toThrow(/is not due yet/);
  await runtime.state.dirty.mark([{ city: 'dune', day: '2026-05-13' }]);
  await expect(deliveries(['resend'], { ...earlier, week: '2026-W20' })).rejects.toThrow(/not all tagged/);
  await expect(deliveries(['test', 'nobody'])).rejects.toThrow(
    /no recipient "nobody"; its profile has: shelf/,
  );
  await expect(deliveries(['resend', 'none'])).rejects.toThrow(/no delivery "none"/);
});
