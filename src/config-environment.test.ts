import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCredentials, readEnvironment } from './config.ts';
import { ConfigError } from './errors.ts';

test('the environment has defaults, and empty values count as not set', () => {
  const environment = readEnvironment({ REDIS_URL: '', PORT: '' });
  expect(environment).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    clickhouseUser: 'default',
    clickhouseDatabase: 'earshot',
  });
  expect(environment).not.toHaveProperty('redisUrl');
  expect(environment.dataDir).toBe(join(process.cwd(), 'data'));
});

test('hosts inside are opened one by one, each with its port', () => {
  const read = (text: string) => readEnvironment({ EARSHOT_INSIDE_HOSTS: text }).insideHosts;
  expect(read('Mail.City.example:25, minio:9000,[::1]:80')).toEqual([
    'mail.city.example:25',
    'minio:9000',
    '::1:80',
  ]);
  for (const wrong of ['minio', '10.0.0.0/8:80', 'http://minio:9000', '*:80'])
    expect(() => read(wrong), wrong).toThrow(ConfigError);
});

test('user and password are taken out of the ClickHouse URL', () => {
  const environment = readEnvironment({ CLICKHOUSE_URL: 'https://me:p%40ss@db.example:8443/' });
  expect(environment).toMatchObject({
    clickhouseUrl: 'https://db.example:8443',
    clickhouseUser: 'me',
    clickhousePassword: 'p@ss',
  });
});

test('every mistake of the environment is told, and no secret with it', () => {
  const wrong = {
    REDIS_URL: 'http://canary@x',
    CLICKHOUSE_URL: 'canary',
    PORT: '70000',
    LOG_LEVEL: 'loud',
    CLICKHOUSE_DATABASE: 'a b',
  };
  try {
    readEnvironment(wrong);
    expect.unreachable();
  } catch (error) {
    const { problems } = error as ConfigError;
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).not.toContain('canary');
    expect(problems).toContain('environment PORT "70000" — expected a port, 0 to 65535');
    expect(problems).toContain(
      'environment REDIS_URL (not shown) — expected an address such as redis://localhost:6379',
    );
  }
});

test('credentials are read by the names that the profile gives, and what is missing is named without a value', () => {
  const env = { FORUM_TOKEN: 'canary-1', FORUM_ID: 'canary-2', EMPTY: '' };
  expect(readCredentials('forum', [], undefined, env)).toEqual({});
  expect(readCredentials('forum', ['token'], 'FORUM_TOKEN', env)).toEqual({ token: 'canary-1' });
  expect(readCredentials('forum', ['token', 'id'], { token: 'FORUM_TOKEN', id: 'FORUM_ID' }, env)).toEqual({
    token: 'canary-1',
    id: 'canary-2',
  });
  const problems = (...args: [string[], string | Record<string, string> | undefined]) => {
    try {
      readCredentials('forum', ...args, { ...env, CLICKHOUSE_PASSWORD: 'canary-3' });
    } catch (error) {
      return (error as ConfigError).problems.join('\n');
    }
    throw new Error('it was accepted');
  };
  expect(problems(['token'], undefined)).toContain('sources.forum.secret');
  expect(problems(['token'], 'EMPTY')).toContain('environment EMPTY is not set');
  expect(problems(['token', 'id'], 'FORUM_TOKEN')).toContain('variable of id');
  // Earshot's own settings go nowhere.
  expect(problems(['token'], 'CLICKHOUSE_PASSWORD')).not.toContain('canary');
});

test('a port may be published on loopback alone', () => {
  expect(readEnvironment({ EARSHOT_PUBLISHED_ON: '127.0.0.1' }).publishedOn).toBe('127.0.0.1');
  expect(() => readEnvironment({ EARSHOT_PUBLISHED_ON: '0.0.0.0' })).toThrow(ConfigError);
});
