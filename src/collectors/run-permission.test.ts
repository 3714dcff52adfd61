import { describe, expect, it } from 'vitest';
import { failing, log, open, page, params, scripted, some } from '../../test/support/scripted-run.ts';
import { ConfigError } from '../errors.ts';
import type { SourceTerms } from '../terms.ts';
import { run } from './run.ts';

describe('permission', () => {
  const contracted: SourceTerms = {
    ...open,
    governmentUse: 'contract',
    reference: 'https://invented.example/terms',
  };
  const collector = scripted(
    async function* () {
      yield page('a', some(1));
      return undefined;
    },
    { terms: contracted, secrets: ['token'] },
  );
  const credentials = { token: 'canary' };

  it('does not start a contract source until the profile records one, and says why', async () => {
    await expect(run(collector, params({ credentials }))).rejects.toThrow(
      /invented does not start.*invented\.example\/terms.*sources\.invented\.contract/,
    );
    expect(log.batches).toEqual([]);
    const contract = { reference: 'A-1', acceptedBy: 'Clerk', acceptedOn: '2025-01-01' };
    const city = { ...params().city, sources: { invented: { contract } } };
    expect(await run(collector, params({ credentials, city }))).toMatchObject({ enqueued: 1 });
  });

  it('names missing secrets and wrong options', async () => {
    await expect(run(collector, params())).rejects.toThrow('not set: token');
    await expect(run(collector, params({ options: { word: 5 } }))).rejects.toThrow(ConfigError);
  });

  it('asks for the secrets that its options name, and for no others', async () => {
    const options = { word: 'key' };
    const named = scripted(() => failing(undefined), { secretsOf: ({ word }) => (word ? [word] : []) });
    await expect(run(named, params({ options }))).rejects.toThrow('not set: key');
    expect(await run(named, params({ options, credentials: { key: 'canary' } }))).toMatchObject({
      ended: 'complete',
    });
    expect(await run(named, params())).toMatchObject({ ended: 'complete' });
  });
});
