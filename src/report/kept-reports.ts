// The reports that were made and kept: DATA_DIR/reports/<city>/<week>/<file>.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface KeptReport {
  /** such as `2026-W46` */
  week: string;
  /** id of the audience; `city` for the whole city */
  audience: string;
  name: string;
  /** such as `html`, or `topics.csv` of several CSV files */
  form: string;
  bytes: number;
  /** when the file was written, ISO 8601 */
  writtenAt: string;
}

export interface KeptReports {
  /** the newest week first */
  list(city: string): Promise<KeptReport[]>;
  /** undefined when no report of that name is kept */
  read(city: string, name: string): Promise<{ report: KeptReport; content: Uint8Array } | undefined>;
}

const weekName = /^\d{4}-W\d{2}$/;
const fileName =
  /^[\p{Ll}\p{Lo}\p{N}-]{1,140}-\d{4}-W\d{2}[\p{Ll}\p{Lo}\p{N}-]{0,140}\.(?:html|pdf|xlsx|csv|parquet|json)$/u;
const tableName = /-(summary|topics|places|sources|days|weeks|words|sentences|posts|gaps|metrics)$/;

/** What a file's name says; undefined for a file that is no report of this city and week. */
function describe(
  city: string,
  week: string,
  name: string,
): Pick<KeptReport, 'audience' | 'form'> | undefined {
  const stem = `${city}-${week}`;
  if (!fileName.test(name) || !name.startsWith(stem)) return undefined;
  const dot = name.lastIndexOf('.');
  const rest = name.slice(stem.length, dot);
  const extension = name.slice(dot + 1);
  const isTable = extension === 'csv' || extension === 'parquet';
  const table = isTable ? tableName.exec(rest)?.[1] : undefined;
  const audience = rest.slice(1, table === undefined ? undefined : -(table.length + 1));
  return { audience: audience || 'city', form: table === undefined ? extension : `${table}.${extension}` };
}

const entriesOf = (folder: string) => readdir(folder).catch((): string[] => []);

export function openKeptReports(dataDir: string): KeptReports {
  const folderOf = (city: string) => join(dataDir, 'reports', city);

  async function list(city: string): Promise<KeptReport[]> {
    const weeks = (await entriesOf(folderOf(city)))
      .filter((week) => weekName.test(week))
      .sort()
      .reverse();
    const found = await Promise.all(
      weeks.map(async (week) => {
        const folder = join(folderOf(city), week);
        const names = (await entriesOf(folder)).sort();
        return Promise.all(
          names.map(async (name): Promise<KeptReport[]> => {
            const told = describe(city, week, name);
            const file = await stat(join(folder, name)).catch(() => undefined);
            if (told === undefined || file === undefined || !file.isFile()) return [];
            return [{ week, ...told, name, bytes: file.size, writtenAt: file.mtime.toISOString() }];
          }),
        );
      }),
    );
    return found.flat(2);
  }

  return {
    list,
    // only what the list has is read: a name is never a path
    async read(city, name) {
      const report = (await list(city)).find((kept) => kept.name === name);
      if (report === undefined) return undefined;
      return { report, content: await readFile(join(folderOf(city), report.week, report.name)) };
    },
  };
}
