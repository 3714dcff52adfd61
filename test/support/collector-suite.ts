// What every collector proves against a loopback server that speaks its platform's documented format. A collector's test
// gives a `Subject` (collectors/subject.ts) and adds what only its platform has; docs/adding-a-collector.md shows one.
import { beforeAll, describe } from 'vitest';
import { makeAuthority } from '../http-support.ts';
import { itDelivers } from './collectors/delivery-suite.ts';
import { itSurvivesFaults } from './collectors/fault-suite.ts';
import type { Subject } from './collectors/subject.ts';
import { type Ground, startMs } from './collectors/trial.ts';
import { itKeepsTrust } from './collectors/trust-suite.ts';

export { refusals } from './collectors/faults.ts';
export type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from './collectors/platform.ts';
export type { Subject } from './collectors/subject.ts';
export { startTrial } from './collectors/trial.ts';

/** A certificate for the hosts of the subject's platform, by an authority of this run. */
export async function prepareGround({ platform }: Subject): Promise<Ground> {
  const { hosts } = platform({ now: () => startMs, hasEmptyPage: false, repeatsItems: false });
  const authority = await makeAuthority();
  return { ca: authority.ca, tls: await authority.issue(hosts) };
}

export function describeCollector(subject: Subject): void {
  describe(`the ${subject.collector.source} collector`, () => {
    let made: Ground;
    beforeAll(async () => {
      made = await prepareGround(subject);
    });
    const ground = () => made;
    describe('delivers', () => itDelivers(subject, ground));
    describe('among faults', () => itSurvivesFaults(subject, ground));
    describe('can be trusted', () => itKeepsTrust(subject, ground));
  });
}
