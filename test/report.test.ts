// The weekly summary on a real store: its numbers are the API's, its sentences hold, and what may not leave stays.
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { FastifyInstance } from 'fastify';
import { parquetReadObjects } from 'hyparquet';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '../src/alert/alert.ts';
import { createAlertLedger } from '../src/alert/ledger.ts';
import { alertExample } from '../src/api/alert-example.ts';
import { createServer } from '../src/api/server.ts';
import { digest as digestKind } from '../src/deliver/digest.ts';
import { createKeptMessages } from '../src/deliver/kept-messages.ts';
import { weeklyMessage } from '../src/deliver/weekly-message.ts';
import { messageToSend } from '../src/deliver/withdraw-deleted.ts';
import { listDirty, rebuildDays } from '../src/maintain/rebuild.ts';
import { createAsk } from '../src/report/asking.ts';
import { makeWeeklyReport, verifyReport } from '../src/report/compute.ts';
import { withAlerts } from '../src/report/digest/alerts.ts';
import { digestMessage } from '../src/report/digest/message.ts';
import { digestScope } from '../src/report/digest/scope.ts';
import { digestTemplates } from '../src/report/digest/templates.ts';
import { type Digest, makeDigest } from '../src/report/digest.ts';
import { type Fact, numberAt } from '../src/report/fact.ts';
import { type FormName, formNames, makeForms } from '../src/report/forms.ts';

import { keepReport } from '../src/report/keep-report.ts';
import { openKeptReports } from '../src/report/kept-reports.ts';
import { chooseQuotes } from '../src/report/quotes.ts';
import { findBrowser } from '../src/report/render/pdf.ts';
import type { Scope } from '../src/report/scope.ts';
import type { Sentence } from '../src/report/sentence.ts';
import { swapQuote } from '../src/report/swap-quote.ts';
import type { Section, WeeklyReport } from '../src/report/weekly-report.ts';
import { postsOf } from '../src/report/withdraw.ts';
import { withdrawFromReports } from '../src/report/withdraw-deleted.ts';
import { wordsOf } from '../src/report/words.ts';
import { holds, verifyFrom } from '../src/report/write.ts';
import { writeFiles } from '../src/report/write-files.ts';
import type { Runtime } from '../src/runtime.ts';
import { createCoverageLedger } from '../src/store/coverage-ledger.ts';
import { listExports } from '../src/store/export-ledger.ts';
import { parseWeek } from '../src/store/iso-week.ts';
import { queries } from '../src/store/queries/catalog.ts';
import { toRow } from '../src/store/row.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import { inventedContext } from './api-support.ts';
import { ownWords } from './support/city.ts';
import { openTestStore, type TestStore, testLog } from './support/clickhouse.ts';
import { makePost } from './support/clickhouse-posts.ts';
import { wordsIn } from './support/file-words.ts';
import { fillFlood, fillWeeks, plan, reportCity, reportWeek, secretText } from './support/report-week.ts';

const nowMs = Date.parse('2026-03-20T12:00:00Z');
const week = parseWeek(reportCity.timezone, reportWeek)!;
const city: Scope = { city: reportCity, week };
const streets: Scope = { ...city, audience: reportCity.audiences![0]! };

let test: TestStore;
let api: FastifyInstance;
let report: WeeklyReport;

beforeAll(async () => {
  test = await openTestStore('embedded');
  await fillWeeks(test);
  api = await createServer(
    inventedContext({
      queries,
      reports: openKeptReports(test.dataDir),
      quotes: { swap: (here, request) => swapQuote(test, { ...request, city: here }) },
      cities: { known: async () => [reportCity], get: async () => reportCity },
      ask: (name, here, params) =>
        queries.find((query) => query.name === name)!.run(test.store, here, params as never, { nowMs }),
    }),
  );
  report = await makeWeeklyReport(test.store, city, { nowMs });
});
afterAll(async () => {
  await api?.close();
  await test?.[Symbol.asyncDispose]();
});

/** Without the one whose bytes are its browser's. */
const bytesForms = formNames.filter((name) => name !== 'pdf');

const freshAsk = () => createAsk(test.store, reportCity, nowMs);
const all = ({ brief, changes }: WeeklyReport): Sentence[] => [...brief, ...changes];
const textOf = (made: WeeklyReport, template: string) =>
  all(made)
    .filter((sentence) => sentence.template === template)
    .map(({ text }) => text);

async function askApi({ query, params }: { query: string; params: Record<string, string> }) {
  const answer = await api.inject({ url: `/api/v1/${query}?${new URLSearchParams(params)}` });
  expect(answer.statusCode).toBe(200);
  return answer.json() as { rows: Record<string, unknown>[] };
}

function valueAt(row: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown>)?.[name], row);
}

describe('the weekly summary', () => {
  it('says what rose and fell, where, and how it felt', () => {
    expect(textOf(report, 'volume')).toEqual([
      '152 posts by 152 voices this week, 100 the week before (+52%): more than chance.',
    ]);
    expect(textOf(report, 'rose')).toEqual(['Rose most, by more than chance: Roads (+390%).']);
    expect(textOf(report, 'fell')).toEqual(['Fell most, by more than chance: Transit (−76%).']);
    expect(textOf(report, 'topicRose')[0]).toMatch(
      /^Roads: 98 posts, up from 20 \(\+390%\)\. It rose most in North End \(65 posts, 13 the week before\)\./,
    );
    expect(textOf(report, 'topicFell')[0]).toMatch(/^Transit: 12 posts, down from 50 \(−76%\)\./);
  });

  it('tells words above their usual, of the city and behind a rise', () => {
    expect(textOf(report, 'emerging')[0]).toMatch(/^Words that rose most above their usual: .*“geyser” \(90/);
    expect(textOf(report, 'topicRose')[0]).toContain('“geyser”');
    expect(report.words[0]!.rows.map(({ term }) => term)).toContain('geyser');
  });

  it('says of a rise, and of the fall after it, that they are one flood of copies', async () => {
    const flooded = parseWeek(reportCity.timezone, '2026-W13')!;
    const after = parseWeek(reportCity.timezone, '2026-W14')!;
    await fillFlood(test, [flooded.fromMs, after.fromMs]);
    const [rise, fall] = await Promise.all(
      [flooded, after].map((one) =>
        makeWeeklyReport(test.store, { ...city, week: one }, { nowMs: after.toMs }),
      ),
    );
    expect(textOf(rise!, 'rose')[0]).toMatch(
      /Most of what it had above the usual this week is copies of one another\.$/,
    );
    expect(textOf(rise!, 'topicRose')[0]).toMatch(
      /\. \d+% of what is above its usual is copies of one another\. /,
    );
    expect(textOf(fall!, 'fell')[0]).toMatch(
      /Most of what it had above the usual the week before is copies of one another\.$/,
    );
    expect(textOf(fall!, 'topicFell')[0]).toMatch(
      /\. \d+% of what the week before had above its usual is copies/,
    );
    // The rise of the usual week is nobody's flood.
    expect(textOf(report, 'rose')[0]).not.toContain('copies');
  });

  it.each([
    ['city', city],
    ['an audience', streets],
  ] as const)('has no number of %s that the API does not give for the same period', async (_name, scope) => {
    const made = await makeWeeklyReport(test.store, scope, { nowMs });
    const sections: [string, Section<object>][] = [
      ['summary', made.summary],
      ['topics', made.topics],
      ['places', made.places],
      ['sources', made.sources],
      ['daily', { question: made.daily.question, rows: made.daily.answer.rows }],
      ['weekly', { question: made.weekly.question, rows: made.weekly.answer.rows }],
    ];
    for (const [name, { question, rows }] of sections) {
      const answer = await askApi(question);
      expect(rows.length, name).toBeGreaterThan(0);
      for (const row of rows) expect(answer.rows, name).toContainEqual(row);
    }
    for (const { question, rows } of made.words) {
      const answer = await askApi(question);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(answer.rows, 'words').toContainEqual(row);
    }
    const facts = all(made).flatMap((sentence) => sentence.facts);
    expect(facts.length).toBeGreaterThan(10);
    for (const fact of facts) {
      const { rows } = await askApi(fact);
      const row = rows.find((candidate) =>
        Object.entries(fact.row ?? {}).every(([name, value]) => candidate[name] === value),
      );
      expect(valueAt(row, fact.field), JSON.stringify(fact)).toBe(fact.number);
    }
  });

  it('writes no number that is not one of its facts', () => {
    for (const { text, facts } of all(report)) {
      const written = [...text.matchAll(/[+−]?\d[\d,]*(?:\.\d+)?%?/g)].map(([number]) => number);
      const known = facts.flatMap(({ number }) => spellings(number));
      // "95% interval" and "the week before" are words
      for (const number of written) if (number !== '95%') expect(known, text).toContain(number);
    }
  });

  it('is for an audience about its topics alone', async () => {
    const made = await makeWeeklyReport(test.store, streets, { nowMs });
    expect(made.topics.rows.map(({ topic }) => topic)).toEqual(['roads']);
    expect(made.summary.rows[0]?.volume).toBe(plan.roads[0] + 8);
    expect(made.audience?.name).toBe('Streets Department');
  });
});

/** Every way in which a report may write a number. */
function spellings(number: number): string[] {
  const signed = number.toFixed(2).replace('-', '−');
  const percents = [0, 1].map((digits) => `${(100 * number).toFixed(digits)}%`.replace('-', '−'));
  const all = [number.toLocaleString('en-US'), signed, `+${signed}`, ...percents];
  return [...all, ...percents.map((text) => `+${text}`)];
}

describe('the verifier', () => {
  const planted: [string, (sentence: Sentence) => Sentence][] = [
    [
      'another number in the text',
      (sentence) => ({ ...sentence, text: sentence.text.replace(/\d+/, '9999') }),
    ],
    ['another claim', (sentence) => ({ ...sentence, text: `${sentence.text} Everybody is delighted.` })],
    [
      'a fact that is not so',
      (sentence) => withFact(sentence, (fact) => ({ ...fact, number: fact.number + 1 })),
    ],
    [
      'a fact of another week',
      (sentence) =>
        withFact(sentence, (fact) => ({
          ...fact,
          params: { ...fact.params, from: '2026-01-05', to: '2026-01-12' },
        })),
    ],
    [
      'a question that nobody answers',
      (sentence) => withFact(sentence, (fact) => ({ ...fact, query: 'rumours' })),
    ],
    [
      'a question that is refused',
      (sentence) =>
        withFact(sentence, (fact) => ({ ...fact, params: { ...fact.params, topic: '__proto__' } })),
    ],
    ['no facts at all', (sentence) => ({ ...sentence, facts: [] })],
    ['a template that there is not', (sentence) => ({ ...sentence, template: 'constructor' })],
    [
      'a riser that fell',
      (sentence) => ({ ...sentence, template: 'topicRose', given: { topic: 'transit' } }),
    ],
  ];
  const withFact = (sentence: Sentence, change: (fact: Fact) => Fact): Sentence => ({
    ...sentence,
    facts: sentence.facts.map((fact, index) => (index === 0 ? change(fact) : fact)),
  });

  it('keeps every sentence that was written', async () => {
    expect(report.dropped).toBe(0);
    const verified = await verifyReport(report, city, freshAsk());
    expect(verified).toEqual(report);
  });

  it.each(planted)('drops %s', async (_name, lie) => {
    const ask = freshAsk();
    for (const sentence of all(report)) {
      const planted = lie(sentence);
      expect(await holds(city, ask, planted), planted.text).toBe(false);
    }
    const [first] = report.brief;
    const verified = await verifyReport({ ...report, brief: [lie(first!)], changes: [] }, city, ask);
    expect(verified).toMatchObject({ brief: [], dropped: 1 });
  });
});

describe('what leaves', () => {
  const contents = async (made: WeeklyReport) =>
    Promise.all(
      (await makeForms(made, reportCity, bytesForms)).files.map(async ({ name, content }) => ({
        name,
        text: await wordsIn(name, content),
      })),
    );

  it('holds no text of a source that lets none leave, and links to it instead', async () => {
    const files = await contents(report);
    for (const { name, text } of files) expect(text.includes(secretText.slice(0, 30)), name).toBe(false);
    // where it is to be found when it leaves
    const [quote] = report.quotes.quotes;
    const holding = files.filter(({ text }) => text.includes(quote!.text)).map(({ name }) => name);
    for (const end of ['.html', '.xlsx', '-posts.csv', '-posts.parquet', '.json'])
      expect(
        holding.some((name) => name.endsWith(end)),
        end,
      ).toBe(true);
    expect(report.quotes.silent).toEqual(['x']);
  });

  it('quotes nobody who may be named, but an official of the profile', async () => {
    const ask = freshAsk();
    const texts: string[] = [];
    for (let pass = 0; pass < 40; pass += 1) {
      const { quotes } = await chooseQuotes(city, ask, new Map([1, 2, 3].map((at) => [at, pass])));
      texts.push(...quotes.map(({ text }) => text));
    }
    expect(texts.some((text) => text.includes('Quimby'))).toBe(false);
    expect(texts.some((text) => text.includes('Jane Example'))).toBe(true);
  });

  it('swaps a quote for the next candidate', async () => {
    const [first] = report.quotes.quotes;
    const made = await makeWeeklyReport(test.store, city, { nowMs, swaps: new Map([[1, 1]]) });
    expect({ source: made.quotes.quotes[0]!.source, id: made.quotes.quotes[0]!.id }).toEqual(
      first!.others[0],
    );
    expect(made.quotes.quotes.slice(1)).toEqual(report.quotes.quotes.slice(1));
  });

  it('is the same bytes when it is made again', async () => {
    const again = await makeWeeklyReport(test.store, city, { nowMs });
    const [one, two] = [
      await makeForms(report, reportCity, bytesForms),
      await makeForms(again, reportCity, bytesForms),
    ];
    expect(two).toEqual(one);
  });

  it('shows every figure of its tables', async () => {
    const [page] = (await contents(report)).filter(({ name }) => name.endsWith('.html'));
    for (const { label, volume } of report.topics.rows)
      expect(page!.text).toContain(`<bdi>${label}</bdi></th><td class="num">${volume}</td>`);
    expect(page!.text).not.toContain('<script');
    expect(page!.text).not.toMatch(/src=|@import|url\((?!#)/);
  });
});

describe('the other forms', () => {
  const fileOf = async (form: FormName, ending: string) => {
    const { files } = await makeForms(report, reportCity, [form]);
    return Buffer.from(files.find(({ name }) => name.endsWith(ending))!.content);
  };

  it('a workbook, as another library reads it, has the same figures', async () => {
    const sheets = await readSheets(await fileOf('xlsx', '.xlsx'));
    const rowsOf = (name: string) => {
      const [header, ...rows] = sheets.find(({ sheet }) => sheet === name)!.data;
      return rows.map((row) => Object.fromEntries(header!.map((column, at) => [column, row[at]])));
    };
    expect(sheets[0]!.sheet).toBe('Method');
    expect(
      rowsOf('Topics').map((row) => [row.Topic, row.Posts, row['Net sentiment'], row['Change p']]),
    ).toEqual(report.topics.rows.map((row) => [row.topic, row.volume, row.sentiment, row.change!.volume.p]));
    expect(rowsOf('Days').map((row) => [row.Day, row.Posts])).toEqual(
      report.daily.answer.rows.map(({ time, value }) => [new Date(`${time.slice(0, 10)}T00:00:00Z`), value]),
    );
    expect(rowsOf('Sentences').every((row) => typeof row.Number === 'number')).toBe(true);
  });

  it('CSV has a file for each table', async () => {
    const rows = parse(await fileOf('csv', '-topics.csv'), { columns: true }) as Record<string, string>[];
    expect(rows.map((row) => [row.topic, Number(row.posts)])).toEqual(
      report.topics.rows.map(({ topic, volume }) => [topic, volume]),
    );
  });

  it('Parquet, as another library reads it, has the same figures', async () => {
    const bytes = await fileOf('parquet', '-topics.parquet');
    const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
    expect(rows.map((row) => [row.topic, Number(row.posts), row['net sentiment']])).toEqual(
      report.topics.rows.map(({ topic, volume, sentiment }) => [topic, volume, sentiment]),
    );
  });

  it('metrics give a figure as numerator over denominator', async () => {
    const rows = parse(await fileOf('metrics', '.csv'), { columns: true }) as Record<string, string>[];
    const [whole] = report.summary.rows;
    const feeling = rows.find(({ metric }) => metric === 'sentiment 0 to 1')!;
    expect(Object.keys(feeling)).toEqual(['metric', 'date', 'numerator', 'denominator', 'target']);
    const score = Number(feeling.numerator) / Number(feeling.denominator);
    expect(score).toBeCloseTo((1 + whole!.sentiment!) / 2, 12);
    expect(feeling.date).toBe('2026-03-09');
    expect(Number(feeling.target)).toBeCloseTo((1 + whole!.change!.sentiment.previous!) / 2, 12);
  });

  it('a PDF is printed by a browser, where there is one', async () => {
    const pdf = await fileOf('pdf', '.pdf');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await findBrowser(['/nowhere/chromium'])).toBeUndefined();
  });
});

describe('reports that are kept', () => {
  it('are listed and read over the API, and run nothing', async () => {
    const { files } = await makeForms(report, reportCity, ['html', 'csv']);
    await writeFiles(join(test.dataDir, 'reports', reportCity.id, week.name), files);
    const list = await api.inject('/api/v1/reports');
    const { rows } = list.json() as { rows: { name: string; form: string }[] };
    expect(rows.map(({ form }) => form)).toContain('topics.csv');
    const { name } = rows.find(({ form }) => form === 'html')!;
    const page = await api.inject(`/api/v1/reports/${reportCity.id}/${name}`);
    expect(page.body).toBe(files[0]!.content);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
    expect(page.headers['content-disposition']).toMatch(/^inline/);
    const wrong = [`springfield/..%2f..%2flock`, `springfield/${name}%00`, `nowhere/${name}`, '__proto__/x'];
    for (const path of wrong)
      expect((await api.inject(`/api/v1/reports/${path}`)).statusCode, path).toBe(404);
  });

  describe('and quotes that are swapped', () => {
    const page = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
    const base = `/api/v1/reports/${reportCity.id}`;
    const swap = (payload: object, headers: Record<string, string> = page, path = `${week.name}/quotes`) =>
      api.inject({ method: 'POST', url: `${base}/${path}`, headers, payload: JSON.stringify(payload) });
    const keptJson = async () =>
      (await api.inject(`${base}/springfield-${week.name}.json`)).json() as WeeklyReport;
    const idsOf = ({ quotes: { quotes } }: WeeklyReport) => quotes.map(({ source, id }) => `${source} ${id}`);
    const keyOf = ({ source, id }: { source: string; id: string }) => `${source} ${id}`;

    beforeAll(async () => {
      const { files } = await makeForms(report, reportCity, ['html', 'json', 'metrics']);
      await writeFiles(join(test.dataDir, 'reports', reportCity.id, week.name), files);
    });

    it('is made again with each swap, and remembers those before', async () => {
      const [roads, transit, ...rest] = report.quotes.quotes;
      const first = await swap({ quote: 1 });
      expect(first.statusCode).toBe(200);
      const { quotes, files, missing } = first.json();
      expect([quotes[0].topic, quotes[0].id, missing]).toEqual([roads!.topic, roads!.others[0]!.id, []]);
      expect(files.map(({ form }: { form: string }) => form)).toEqual(
        expect.arrayContaining(['html', 'json', 'metrics.csv']),
      );
      expect((await swap({ audience: 'city', quote: 2, by: 2 })).statusCode).toBe(200);
      const now = await keptJson();
      expect(idsOf(now)).toEqual([keyOf(roads!.others[0]!), keyOf(transit!.others[1]!), ...rest.map(keyOf)]);
      // nothing else is another
      expect({ ...now, quotes: undefined }).toEqual({
        ...JSON.parse(JSON.stringify(report)),
        quotes: undefined,
      });
      const held = await listExports(test.store.jobs, reportCity.id, now.quotes.quotes[0]);
      expect(held).toMatchObject([
        { file: `springfield-${week.name}.*`, place: 'kept', week: week.name, audience: 'city' },
      ]);
      const html = (await api.inject(`${base}/springfield-${week.name}.html`)).body;
      expect(html).toContain(now.quotes.quotes[0]!.text);
      expect(html).not.toContain(roads!.text);
      // makes two whole reports
    }, 240_000);

    it('stays as it is for whoever may not, and for what makes no sense', async () => {
      const before = await keptJson();
      const json = { 'content-type': 'application/json' };
      expect((await swap({ quote: 1 }, json)).statusCode).toBe(401);
      expect((await swap({ quote: 1 }, { ...json, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(401);
      expect((await swap({ quote: 1 }, { ...page, 'content-type': 'text/plain' })).statusCode).toBe(401);
      for (const body of [
        {},
        { quote: 0 },
        { quote: 99 },
        { quote: 1, by: '2' },
        { quote: 1, form: 'pdf' },
        [],
      ])
        expect((await swap(body)).statusCode, JSON.stringify(body)).toBe(400);
      expect((await swap({ quote: 1, audience: '__proto__' })).statusCode).toBe(404);
      // only kept as a page, or not at all
      expect((await swap({ quote: 1, audience: 'streets' })).statusCode).toBe(404);
      for (const path of ['2026-W12/quotes', '..%2f..%2flock/quotes'])
        expect((await swap({ quote: 1 }, page, path)).statusCode, path).toBe(404);
      expect(await keptJson()).toEqual(before);
    });
  });
});

describe('a post that is deleted after it was reported', () => {
  const folder = () => join(test.dataDir, 'reports', reportCity.id, week.name);
  const name = `springfield-${week.name}`;
  const look = (cityOf = async (): Promise<typeof reportCity | undefined> => reportCity) =>
    withdrawFromReports({ lane: test.store.jobs, dataDir: test.dataDir, cityOf, log: testLog }, new Map());
  /** of every file of the city's own report, its workbook unpacked */
  const filesSay = async (): Promise<[string, string][]> => {
    const names = (await readdir(folder())).filter((file) => !file.includes('streets')).sort();
    return Promise.all(
      names.map(
        async (file): Promise<[string, string]> => [
          file,
          await wordsIn(file, await readFile(join(folder(), file))),
        ],
      ),
    );
  };

  it('is in no file of the report any more, whose figures stay those of when it was made', async () => {
    await keepReport({ dataDir: test.dataDir, city: reportCity }, report, [...bytesForms]);
    const [quoted, next] = report.quotes.quotes;
    const waiting = next!.others[0]!;
    const before = await filesSay();
    expect(before.map(([file]) => file)).toEqual(
      expect.arrayContaining([`${name}.html`, `${name}.json`, `${name}.xlsx`, `${name}-posts.csv`]),
    );
    await look();
    expect(await filesSay()).toEqual(before);
    expect(new Map(before).get(`${name}-posts.csv`)).toMatch(new RegExp(`\\b${quoted!.id}\\b`));
    await deletePosts(test.store, reportCity, [quoted!, waiting]);
    await look();
    const after = await filesSay();
    expect(after.map(([file]) => file)).toEqual(before.map(([file]) => file));
    const url = quoted!.url!.replaceAll('.', '\\.');
    for (const [file, text] of after) {
      expect(text, file).not.toContain(quoted!.text);
      expect(text, file).not.toMatch(new RegExp(`${url}(?!\\d)`));
      if (file.endsWith('.html')) continue;
      expect(text, file).not.toMatch(new RegExp(`\\b(${quoted!.id}|${waiting.id})\\b`));
    }
    const told = new Map(after);
    expect(told.get(`${name}.html`)).toContain(
      '1 post that stood here was deleted after this summary was made',
    );
    expect(told.get(`${name}.html`)).toContain(next!.text);
    expect(told.get(`${name}-topics.csv`)).toBe(new Map(before).get(`${name}-topics.csv`));
    const json = JSON.parse(told.get(`${name}.json`)!) as WeeklyReport;
    expect({ ...json, quotes: undefined }).toEqual({
      ...JSON.parse(JSON.stringify(report)),
      quotes: undefined,
    });
    await look();
    expect(await filesSay()).toEqual(after);
    // the next making asks the store, which has them no more
    const again = await makeWeeklyReport(test.store, city, { nowMs, swaps: new Map([[1, 1]]) });
    expect(postsOf(again)).not.toContainEqual({ source: quoted!.source, id: quoted!.id });
  }, 120_000);

  it('is not in the message of the report when it is sent again', async () => {
    const [quoted, next] = report.quotes.quotes;
    const { files } = await makeForms(report, reportCity, ['html', 'csv', 'json']);
    const made = weeklyMessage(reportCity, report, {
      missing: [],
      files: files.map(({ name, content }) => ({
        ...{ name, type: 'text/plain', bytes: Buffer.from(content) },
        form: name.slice(name.lastIndexOf('.') + 1),
      })),
    });
    const id = await createKeptMessages(test.store.jobs).keep(made);
    await deletePosts(test.store, reportCity, [quoted!]);
    const where = { lane: test.store.jobs, city: reportCity.id, profile: reportCity };
    const sent = (await messageToSend(where, id))!;
    expect(await messageToSend(where, id)).toEqual(sent);
    expect(sent.files.map(({ name }) => name).sort()).toEqual(made.files.map(({ name }) => name).sort());
    expect([sent.text, sent.html]).toEqual([made.text, made.html]);
    const texts = [
      JSON.stringify(sent.data),
      ...sent.files.map(({ bytes }) => Buffer.from(bytes).toString()),
    ];
    for (const text of texts) expect(text).not.toContain(quoted!.text);
    expect(texts.filter((text) => text.includes(next!.text)).length).toBeGreaterThan(3);
  });

  it('is finished by the next look where one was killed half way, and without the profile there is no page', async () => {
    await keepReport({ dataDir: test.dataDir, city: reportCity }, report, ['html', 'csv']);
    const page = await readFile(join(folder(), `${name}.html`), 'utf8');
    await look();
    // the data was written, the page not yet
    await writeFile(join(folder(), `${name}.html`), page);
    const long = new Date(Date.now() - 60_000);
    await utimes(join(folder(), `${name}.html`), long, long);
    await look();
    expect(await readFile(join(folder(), `${name}.html`), 'utf8')).not.toContain(
      report.quotes.quotes[0]!.text,
    );
    await keepReport({ dataDir: test.dataDir, city: reportCity }, report, ['html', 'csv']);
    await look(async () => undefined);
    const names = (await filesSay()).map(([file]) => file);
    expect(names).not.toContain(`${name}.html`);
    expect(names).toEqual(expect.arrayContaining([`${name}.json`, `${name}-posts.csv`]));
  });
});

const run = (id: string, from: string, to: string, source = 'file') => ({
  ...{ city: reportCity.id, source, run: id, from, to, ended: 'complete' as const },
  ...{ startedAt: to, finishedAt: to, read: 1, enqueued: 1, skipped: 0, dead: 0 },
});

describe('a week that was not completely collected', () => {
  it('tells of no fall, and says why', async () => {
    const ledger = createCoverageLedger(test.store);
    await ledger.put(
      run('r1', '2026-02-20T00:00:00Z', '2026-03-11T00:00:00Z'),
      run('r2', '2026-03-14T00:00:00Z', '2026-03-20T00:00:00Z'),
    );
    const made = await makeWeeklyReport(test.store, city, { nowMs });
    expect(textOf(made, 'fell')).toEqual([]);
    expect(textOf(made, 'topicFell')).toEqual([]);
    expect(textOf(made, 'rose')).toEqual(textOf(report, 'rose'));
    expect(made.lacks.week).toEqual([{ name: 'file', hours: 72, reasons: ['not collected'] }]);
    const [page] = (await makeForms(made, reportCity, ['html'])).files;
    expect(page!.content).toContain('Not collected: file this week (72 hours).');
    expect(page!.content).toMatch(/class="chance" title="down, ">.*▼ <\/span>76%/);
  });
});

describe('the morning digest', () => {
  const sundayMs = Date.parse('2026-03-22T05:00:00Z');
  const mondayMs = Date.parse('2026-03-23T12:10:00Z');
  const scopeAt = (ms: number, audience?: Scope['audience']) =>
    digestScope({ city: reportCity, ...(audience && { audience }) }, ms);
  const digestAt = (ms: number, audience?: Scope['audience']) =>
    makeDigest(test.store, scopeAt(ms, audience), ms);
  const textsOf = ({ lines }: Digest) => lines.map(({ text }) => text);
  const askAt = async (fact: Fact, ms: number) => {
    const query = queries.find(({ name }) => name === fact.query)!;
    return query.run(test.store, reportCity, fact.params as never, { nowMs: ms });
  };

  /** `count` posts from an instant on, every few minutes */
  const flood = (id: string, topic: string, count: number, fromMs: number) =>
    Array.from({ length: count }, (_, at) =>
      makePost({
        ...{ id: `${id}${at}`, city: reportCity.id, topics: [[topic, 'negative']], neighbourhood: 'north' },
        createdAt: new Date(fromMs + at * 300_000).toISOString(),
        text: `A ${topic} matter of the morning, ${ownWords(50_000 + at * 7 + fromMs / 86_400_000)}`,
        author: `${id}${at}`.padStart(32, '0'),
      }),
    );

  beforeAll(async () => {
    await createCoverageLedger(test.store).put(
      run('d1', '2026-01-01T00:00:00Z', '2026-03-11T00:00:00Z'),
      run('d2', '2026-03-14T00:00:00Z', '2026-03-24T00:00:00Z'),
    );
    // eight quiet Sundays, then one that is not, and a night
    const quiet = Array.from({ length: 8 }, (_, week) =>
      flood(`q${week}-`, 'parks', 8, sundayMs - (week + 1) * 7 * 86_400_000 + 36_000_000),
    ).flat();
    const posts = [
      ...quiet,
      ...flood('s', 'parks', 40, sundayMs + 36_000_000),
      ...flood('n', 'transit', 30, sundayMs + 86_400_000 + 3_600_000),
    ];
    await test.writer.write(posts.map((post) => toRow(post, reportCity.timezone)));
    const days = await listDirty(test.store, reportCity.id);
    await rebuildDays(
      test.store,
      reportCity,
      days.map(({ day }) => day),
    );
  });

  it('tells what was unusual of the day and of the night, in at most ten lines', async () => {
    const digest = await digestAt(mondayMs);
    expect(digest.dropped).toBe(0);
    expect(textsOf(digest)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^Yesterday: 40 posts, more than on any of the eight Sundays before \(\d+ to \d+\)\.$/,
        ),
        expect.stringMatching(
          /^Parks: 40 posts, [\d.]+ times the usual [\d.]+\. Most above the usual in North End \(40 posts\)\./,
        ),
        'Since midnight, Transit: 30 posts, where there is usually hardly any.',
      ]),
    );
    expect(digest.lines.length).toBeLessThanOrEqual(10);
    expect(JSON.stringify(digest)).not.toContain(secretText);
  });

  it('has no number that the queries do not give for the same question', async () => {
    const { lines } = await digestAt(mondayMs);
    const facts = lines.flatMap((sentence) => sentence.facts);
    expect(facts.length).toBeGreaterThan(6);
    for (const fact of facts)
      expect(numberAt((await askAt(fact, mondayMs)) as never, fact)).toBe(fact.number);
    for (const { text, facts: own } of lines) {
      const said = [...text.replace(/“[^”]*”/g, '').matchAll(/[\d,]*\.?\d+/g)].map(([number]) => number);
      const { count, about, times } = wordsOf(reportCity.timezone);
      const known = own.flatMap(({ number }) => [count(number), about(number), times(number).split(' ')[0]]);
      for (const number of said) expect(known, text).toContain(number);
    }
  });

  it('says one thing of a quiet day, and that nothing is stored where nothing is', async () => {
    const quiet = await digestAt(Date.parse('2026-03-19T12:00:00Z'));
    expect(textsOf(quiet)).toEqual(['Nothing is stored of yesterday.']);
    const usual = await digestAt(Date.parse('2026-03-02T12:00:00Z'));
    expect(textsOf(usual)).toEqual([]);
    const making = { city: reportCity, about: '2026-03-02', nowMs: Date.parse('2026-03-02T13:00:00Z') };
    const slot = { day: making.about, atMs: making.nowMs };
    const sent = await digestKind.make({ store: test.store } as Runtime, { ...making, slot });
    expect(sent).toMatchObject({
      kind: 'digest',
      about: '2026-03-02',
      audience: 'city',
      subject: expect.stringMatching(/nothing unusual$/),
    });
    const silent = {
      ...reportCity,
      reports: { digest: { at: { minutes: 420 }, whenNothing: 'nothing' as const } },
    };
    expect(
      await digestKind.make({ store: test.store } as Runtime, { ...making, slot, city: silent }),
    ).toBeUndefined();
    expect(digestMessage(usual)!.text).toMatch(/^- Nothing unusual/);
  });

  it('is about the topics of an audience alone, also on a day of 23 hours', async () => {
    const streetsDigest = await digestAt(mondayMs, streets.audience);
    expect(textsOf(streetsDigest).join('\n')).not.toMatch(/Parks|Transit/);
    const spring = await digestAt(Date.parse('2026-03-09T12:00:00Z'));
    for (const fact of spring.lines.flatMap(({ facts }) => facts))
      expect(numberAt((await askAt(fact, Date.parse('2026-03-09T12:00:00Z'))) as never, fact)).toBe(
        fact.number,
      );
  });

  it('tells of alerts as the ledger has them, none twice, and drops one that changed since it was written', async () => {
    const ledger = createAlertLedger(test.store.jobs);
    const known = (id: string, change: Partial<Alert>): Alert => ({
      ...alertExample,
      ...{ id, state: 'open', sending: 'sent', audience: 'city', topic: undefined, label: id },
      ...{ foundAt: '2026-03-22T14:05:00-05:00', overAt: undefined, acknowledgedAt: undefined, title: id },
      ...change,
    });
    const alerts = [
      known('everything', { title: 'Everything: 40 posts in the last hour, 9 times the usual 4.4' }),
      known('parks', { topic: 'parks' }),
      known('copied', { sending: 'set aside', flood: 'copies' }),
      known('before', { foundAt: '2026-03-21T23:59:00-05:00' }),
      known('later', { foundAt: '2026-03-23T07:00:00-05:00' }),
    ];
    for (const alert of alerts) await ledger.put(reportCity.id, alert.id, alert);
    const told = async () => (await digestAt(mondayMs)).lines.filter(({ template }) => template === 'alert');
    const [line, ...others] = await told();
    expect(others).toEqual([]);
    expect(line!.text).toBe(
      'Alert of yesterday 14:05, still open, not acknowledged: Everything: 40 posts in the last hour, 9 times the usual 4.4.',
    );
    await ledger.acknowledge(reportCity, 'everything', mondayMs);
    const sources = withAlerts(test.store, scopeAt(mondayMs));
    expect(await verifyFrom(digestTemplates, sources, freshAsk(), [line!])).toMatchObject({
      dropped: [line],
    });
    expect((await told())[0]!.text).toContain('still open, acknowledged: Everything');
    expect((await digestAt(mondayMs, streets.audience)).lines.map(({ template }) => template)).not.toContain(
      'alert',
    );
  });

  it('says first that less was heard, and then not that less was said', async () => {
    await createCoverageLedger(test.store).put(
      run('d3', '2026-01-01T00:00:00Z', '2026-03-22T05:00:00Z', 'news'),
      run('d4', '2026-03-22T20:00:00Z', '2026-03-24T00:00:00Z', 'news'),
    );
    const [first, ...rest] = textsOf(await digestAt(mondayMs));
    expect(first).toMatch(
      /^We heard less than was said: not all of yesterday was collected of news \(not collected\)\.$/,
    );
    expect(rest.join('\n')).not.toMatch(/fewer/);
  });
});
