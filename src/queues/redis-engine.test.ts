import { expect, it } from 'vitest';
import { judgeRedis, parseInfo } from './redis-engine.ts';

it('tells what would lose jobs', () => {
  const info = parseInfo(
    '# Memory\r\nused_memory:1000\r\nmaxmemory:5000\r\nmaxmemory_policy:noeviction\r\naof_enabled:1\r\n',
  );
  expect(judgeRedis(info, 'always').map((check) => check.level)).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(judgeRedis(info, undefined).map((check) => check.level)).toEqual(['ok', 'ok', 'warn', 'ok']);
  const careless = { ...info, maxmemory: '0', maxmemory_policy: 'allkeys-lru', aof_enabled: '0' };
  expect(judgeRedis(careless, 'everysec').map((check) => check.level)).toEqual([
    'fail',
    'fail',
    'fail',
    'warn',
  ]);
});
