// The questions of earshot init, on a terminal only. Loaded late: other commands need no prompts.

import { resolve } from 'node:path';
import type { Boundaries } from '../../config/boundaries.ts';
import { readBoundaryFile } from '../../config/boundary-file.ts';
import { cityId, languageCode, timezoneName } from '../../config/profile.ts';
import { slugify } from '../../config/slug.ts';
import { ConfigError } from '../../errors.ts';
import type { Io } from '../command.ts';

export interface InitOptions {
  id?: string;
  name?: string;
  timezone?: string;
  boundaries?: string;
  nameProperty?: string;
  alias?: string[];
  language?: string[];
  backfill?: string;
  out?: string;
  force?: boolean;
}

type QuestionIo = Pick<Io, 'stdin' | 'stderr' | 'cwd' | 'signal'>;

const words = (text: string) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** True, or what was expected: the form a prompt wants. */
function verdict(schema: typeof cityId, value: string): true | string {
  const result = schema.safeParse(value.trim());
  return result.success ? true : `Expected ${result.error.issues[0]?.message}.`;
}

/** The options with an answer for every required one that was missing; optional ones are asked for only then. */
export async function askForMissing(options: InitOptions, io: QuestionIo): Promise<InitOptions> {
  const { id, name, timezone, boundaries } = options;
  if (id && name && timezone && boundaries) return options;
  const { input } = await import('@inquirer/prompts');
  const ask = async (
    message: string,
    rest: { default?: string; validate?: (value: string) => Promise<true | string> | true | string },
  ) => {
    const streams = { input: io.stdin, output: io.stderr, signal: io.signal };
    return (await input({ message, ...rest }, streams)).trim();
  };
  const answers: InitOptions = { ...options };
  try {
    const isNamed = (value: string) => value.trim() !== '' || 'Expected the name of the city.';
    answers.name ??= await ask('Name of the city', { validate: isNamed });
    const suggested = slugify(answers.name);
    answers.id ??= await ask('Short id, for files and addresses', {
      ...(verdict(cityId, suggested) === true && { default: suggested }),
      validate: (value) => verdict(cityId, value),
    });
    answers.timezone ??= await ask('Time zone', {
      default: Intl.DateTimeFormat().resolvedOptions().timeZone,
      validate: (value) => verdict(timezoneName, value),
    });
    answers.boundaries ??= await ask('GeoJSON file of its neighbourhoods', {
      validate: (file) => verifyBoundaries({ ...answers, boundaries: file.trim() }, io.cwd),
    });
    answers.alias ??= words(await ask('Other names of the city, with commas between (may be empty)', {}));
    answers.language ??= words(
      await ask('Languages residents write in, with commas between', {
        default: 'en',
        validate: (text) =>
          words(text)
            .map((code) => verdict(languageCode, code))
            .find((say) => say !== true) ?? true,
      }),
    );
    answers.backfill ??= await ask(
      'Day back to which sources are to be collected, such as 2025-01-01 (may be empty)',
      {
        validate: (day) => day.trim() === '' || isPastDay(day.trim()) || `Expected ${pastDay}.`,
      },
    );
  } catch (error) {
    // Ctrl-C, or the terminal went away.
    throw new ConfigError('stopped before the last question: no profile was written', { cause: error });
  }
  return answers;
}

export const pastDay = 'a day that is over, such as 2025-01-01';

export function isPastDay(day: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN;
  return at < Date.now() && new Date(at).toISOString().startsWith(day);
}

/** Reads and checks the GeoJSON of `--boundaries`. */
export function readBoundaries(options: InitOptions, cwd: string): Promise<Boundaries> {
  const { boundaries = '', nameProperty, timezone } = options;
  return readBoundaryFile(resolve(cwd, boundaries), {
    nameProperty,
    timezone,
    unreadable: (expected) => ({ file: '--boundaries', path: [], value: boundaries, expected }),
  });
}

async function verifyBoundaries(options: InitOptions, cwd: string): Promise<true | string> {
  if (options.boundaries === '') return 'Expected a GeoJSON file.';
  const { problems } = await readBoundaries(options, cwd);
  const [first] = problems;
  if (first === undefined) return true;
  return `Expected ${first.expected}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}`;
}
