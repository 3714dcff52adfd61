// The 311 collector: the suite in both formats, and what only Open311 has.
import { describe, expect, it } from 'vitest';
import { readRecords } from '../../src/collectors/open311/records.ts';
import { describeCollector, prepareGround, startTrial } from '../support/collector-suite.ts';
import type { City311, Manner } from '../support/collectors/open311.ts';
import { open311 } from '../support/collectors/open311-subject.ts';

describeCollector(open311());

const hourMs = 3_600_000;

async function trialOf(manner: Manner = {}, more: object = {}, format: 'json' | 'xml' = 'json') {
  const one = open311(format, manner, more);
  return startTrial(one, await prepareGround(one));
}

describe('a 311 request', () => {
  it('is a row with its place, its service and its link, and without an address', async () => {
    await using trial = await trialOf();
    await trial.drive();
    const request = (trial.platform as City311).requests[3]!;
    const post = trial.posts.find(({ id }) => id.endsWith(`/${request.service_request_id}`))!;
    expect(post).toMatchObject({
      ...{ source: 'open311', channel: 'quillport.example', kind: 'request', title: request.service_name },
      text: request.description,
      url: `https://311.quillport.example/requests/${request.service_request_id}`,
      createdAt: new Date(request.requested_datetime).toISOString(),
      geo: { lat: request.lat, lon: -89.95 },
      service: {
        ...{ code: request.service_code, name: request.service_name, status: 'closed' },
        closedAt: new Date(request.updated_datetime!).toISOString(),
      },
    });
    expect(trial.posts.some(({ text }) => text === '')).toBe(true);
  });

  it('is the same row in XML', async () => {
    const [json, xml] = [await trialOf(), await trialOf({}, {}, 'xml')];
    for (const trial of [json, xml]) {
      await trial.drive();
      await trial[Symbol.asyncDispose]();
    }
    expect(xml.posts).toEqual(json.posts);
    expect(xml.posts.length).toBeGreaterThan(200);
  });

  it('is not read from a document that declares entities', () => {
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><service_requests><request/></service_requests>';
    expect(() => readRecords(bomb, 'xml', 'host')).toThrow(/not a list/);
    expect(() => readRecords('<html><body/></html>', 'xml', 'host')).toThrow(/not a list/);
    expect(readRecords('<service_requests/>', 'xml', 'host')).toEqual([]);
  });

  it('comes once more when it is closed, weeks later, as the same row, and keeps both times', async () => {
    await using trial = await trialOf();
    await trial.drive();
    const request = (trial.platform as City311).requests.find(({ status }) => status === 'open')!;
    trial.clock.advance(20 * 24 * hourMs);
    await trial.drive();
    const before = trial.posts.length;
    const closedAt = new Date(trial.clock.nowMs()).toISOString();
    Object.assign(request, { status: 'closed', updated_datetime: closedAt });
    trial.clock.advance(25 * hourMs);
    await trial.drive();
    expect(trial.posts.slice(before)).toMatchObject([
      {
        id: `quillport.example/${request.service_request_id}`,
        createdAt: new Date(request.requested_datetime).toISOString(),
        service: { status: 'closed', closedAt },
      },
    ]);
  });

  it('waits for its id, and is brought when it has one', async () => {
    await using trial = await trialOf();
    const [outcome] = await trial.drive();
    expect(outcome?.skips).toEqual({ 'has no id yet': 1 });
    const waiting = (trial.platform as City311).requests.find(({ token }) => token)!;
    Object.assign(waiting, { service_request_id: '999999', token: undefined });
    trial.clock.advance(hourMs);
    await trial.drive();
    expect(trial.ids()).toContain('quillport.example/999999');
  });

  it('is found where an endpoint knows no pages', async () => {
    await using trial = await trialOf({ ignoresPages: true });
    await trial.drive();
    expect([...trial.ids()].sort()).toEqual([...trial.platform.ids()].sort());
  });

  it('is asked for in windows of at most 90 days, as far back as somebody wants', async () => {
    await using trial = await trialOf({}, { backfillDays: 400 });
    await trial.drive();
    const spans = trial.front.seen.map(({ url }) => {
      const time = (name: string) => Date.parse(url.searchParams.get(name)!);
      return time('end_date') - time('start_date');
    });
    expect(Math.max(...spans)).toBeLessThanOrEqual(90 * 24 * hourMs);
    const { coverage, clock } = trial;
    expect(coverage.some(({ from }) => from && Date.parse(from) < clock.nowMs() - 399 * 24 * hourMs)).toBe(
      true,
    );
  });

  it('of the past leaves the live run where it was', async () => {
    await using trial = await trialOf({}, { backfillDays: 0 });
    await trial.drive();
    const live = trial.cursor;
    const now = trial.clock.nowMs();
    trial.cursor = undefined;
    await trial.run({ from: new Date(now - 30 * hourMs), to: new Date(now - 10 * hourMs) });
    const times = trial.posts.map(({ createdAt }) => Date.parse(createdAt));
    expect(times.filter((time) => time < now - 10 * hourMs).length).toBeGreaterThan(90);
    trial.cursor = live;
    const calls = trial.front.seen.length;
    await trial.drive();
    expect(trial.front.seen.length - calls).toBeLessThan(8);
  });
});
