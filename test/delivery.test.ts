// What leaves on schedule, on the real engines of one process: who gets a message, that it is once, and what the ledger says.
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

const never = new AbortController().signal;
let directory: string;
let runtime: Runtime;
let worker: AsyncDisposable;

const profile = (recipients: string) =>
  `id: port
name: Port
timezone: America/Chicago
audiences: { streets: { name: Streets, topics: [roads] } }
delivery:
  recipients:
${recipients}`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'earshot-delivery-'));
  const folders = { DATA_DIR: join(directory, 'data'), CONFIG_DIR: join(directory, 'config') };
  await mkdir(join(folders.CONFIG_DIR, 'cities'), { recursive: true });
  await writeFile(
    join(folders.CONFIG_DIR, 'cities', 'port.yaml'),
    profile(`    shelf: { channel: folder, path: ${join(directory, 'shelf')}, kinds: [alert, digest] }
    streets: { channel: folder, path: ${join(directory, 'streets')}, audiences: [streets], kinds: [alert] }
    blocked: { channel: folder, path: ${join(directory, 'file', 'below')}, kinds: [digest] }
`),
  );
  await writeFile(join(directory, 'file'), 'no folder');
  runtime = await openRuntime(readEnvironment(folders), createLog('silent'));
  worker = await startDeliverWorker(runtime);
});
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await runtime?.[Symbol.asyncDispose]();
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
