// A child that tries to open an embedded store and tells what it was told.
import { register } from 'node:module';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/client.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string; withoutChdb?: boolean };

if (options.withoutChdb) {
  const hook = `export function resolve(name, context, next) {
    if (name.startsWith('chdb')) throw Object.assign(new Error('no such package'), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(name, context);
  }`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

try {
  const store = await openStore({ dataDir: options.dataDir, log: createLog('silent') });
  await store.close();
  process.send?.({ name: 'opened', message: '' });
} catch (error) {
  const { name, message } = error instanceof Error ? error : { name: 'unknown', message: '' };
  process.send?.({ name, message });
}
process.on('disconnect', () => process.exit());
