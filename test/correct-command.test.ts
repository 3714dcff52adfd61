// `earshot correct` and POST /api/v1/corrections beside a running `earshot up`.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctionExamples } from '../src/api/sayings-examples.ts';
import { correctionRequest } from '../src/correction.ts';
import { whenSays } from './support/cli.ts';
import { createInstallation, type Installation } from './support/installation.ts';

const period = ['--from', '2026-03-01', '--to', '2026-03-02', '--city', 'portside'];

describe('a correction', () => {
  let here: Installation;
  let up: ReturnType<Installation['start']>;
  let url: string;
  let token: string;

  beforeAll(async () => {
    here = await createInstallation();
    up = here.start(['up', '--port', '0', '--city', here.city]);
    [, url] = (await whenSays(up.child, /answers at (http:\S+)/)) as unknown as [string, string];
    token = (JSON.parse(await readFile(join(here.directory, 'data', 'lock'), 'utf8')) as { token: string })
      .token;
    const post = (source: string, id: string, text: string) => ({
      ...{ source, id, text },
      createdAt: '2026-03-01T12:00:00Z',
    });
    const lines = [
      post('file', 'a', 'The pothole on Quay Street in Mill Hill is terrible'),
      post('x', 'b', 'The bus is late'),
    ];
    const archive = await here.write('posts.jsonl', lines.map((each) => JSON.stringify(each)).join('\n'));
    const { code, stderr } = await here.run(['import', archive, '--city', here.city]);
    expect(code, stderr).toBe(0);
  });
  afterAll(async () => {
    up.child.kill('SIGKILL');
    await here[Symbol.asyncDispose]();
  });

  const find = async (...filter: string[]) =>
    (await here.ask(['posts', ...period, ...filter])).rows.map(({ id }) => id);

  async function send(body: unknown, more: { token?: string; type?: string; path?: string } = {}) {
    const response = await fetch(`${url}${more.path ?? '/api/v1/corrections'}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${more.token ?? token}`,
        'content-type': more.type ?? 'application/json',
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  }

  it('made on the command line is in every answer when the command ends', async () => {
    const words = [
      '--sentiment',
      'positive',
      '--topic',
      'trees-parks=neutral',
      '--not-topic',
      'roads',
      '--place',
      'none',
    ];
    const { code, stdout, stderr } = await here.run(['correct', 'file', 'a', ...words, '--city', 'portside']);
    expect(code, stderr).toBe(0);
    expect(stdout).toBe('sentiment positive, trees-parks neutral, not roads, place none\n');
    const topics = (await here.ask(['topics', ...period])).rows.map(({ topic }) => topic);
    expect(topics).toContain('trees-parks');
    expect(topics).not.toContain('roads');
    expect(await find('--sentiment', 'positive')).toEqual(['a']);
    expect(await find('--place', 'mill-hill')).toEqual([]);
  });

  it('that is wrong is refused with every mistake', async () => {
    const { code, stderr } = await here.run([
      'correct',
      'file',
      'a',
      '--place',
      'mill-hil',
      '--topic',
      'rods',
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "mill-hill"');
    expect(stderr).toContain('topics[0].id');
    expect((await here.run(['correct', 'file', 'nobody', '--intent', 'praise'])).stderr).toContain('no post');
  });

  it('made over HTTP is answered with all that stands', async () => {
    const { status, answer } = await send({ source: 'file', id: 'a', intent: 'praise' });
    expect(status).toBe(200);
    expect(answer).toMatchObject({
      ...{ city: 'portside', source: 'file', id: 'a' },
      correction: { intent: 'praise', sentiment: 'positive', place: '' },
    });
    expect(await find('--intent', 'praise')).toEqual(['a']);
  });

  it.each([
    ['without the token', { source: 'file', id: 'a', intent: 'praise' }, { token: 'another' }, 401, /token/],
    ['of a post that is not there', { source: 'file', id: 'z', intent: 'praise' }, {}, 404, /No post/],
    ['that is no JSON', '{"source":', {}, 400, /correction/],
    ['that is a form', 'source=file', { type: 'text/plain' }, 415, /./],
    ['with a wrong label', { source: 'file', id: 'a', sentiment: 'angry' }, {}, 400, /sentiment/],
    [
      'with an author',
      { source: 'file', id: 'a', intent: 'praise', author: 'someone' },
      {},
      400,
      /correction/,
    ],
    [
      'for a city that is none',
      { source: 'file', id: 'a', intent: 'praise' },
      { path: '/api/v1/corrections?city=atlantis' },
      400,
      /city/,
    ],
  ])('%s is refused', async (_what, body, how, status, detail) => {
    const refused = await send(body, how);
    expect(refused.status).toBe(status);
    expect(refused.answer.detail).toMatch(detail);
  });

  it('is described with an example', async () => {
    const { paths } = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
      paths: Record<string, { post: { responses: object; requestBody: { content: object } } }>;
    };
    const { responses, requestBody } = paths['/api/v1/corrections']!.post;
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '404', '429', '503']);
    const { example } = (requestBody.content as Record<string, { example: object }>)['application/json']!;
    expect(example).toEqual(correctionExamples.request);
    correctionRequest.parse(example);
  });

  it('is listed, and exported with text where the terms of its source allow it', async () => {
    expect((await send({ source: 'x', id: 'b', sentiment: 'negative' })).status).toBe(200);
    const listed = await here.run(['correct', 'list', '--city', 'portside']);
    expect(listed.stdout).toContain('sentiment negative');
    const { stdout, stderr } = await here.run(['correct', 'export', '--city', 'portside']);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual([
      { source: 'x', id: 'b', lang: 'en', label: 'negative' },
      expect.objectContaining({ id: 'a', label: 'positive', text: expect.stringContaining('Quay Street') }),
    ]);
    expect(stderr).toContain('1 without text');
  });

  it('taken back leaves the post as the program had it', async () => {
    const { code, stdout } = await here.run(['correct', 'file', 'a', '--undo', '--city', 'portside']);
    expect([code, stdout]).toEqual([0, 'as the program had it\n']);
    expect(await find('--topic', 'roads')).toEqual(['a']);
    expect(await find('--place', 'mill-hill')).toEqual(['a']);
  });
});
