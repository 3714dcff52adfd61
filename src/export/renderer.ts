// What the thread of an export does: blocks of posts go in, as the store gave them, and the bytes that they became come out, with what is to be noted
// of them.
import { dayOf } from '../store/city-time.ts';
import { heldLine } from '../store/export-ledger.ts';
import { type ExportedPost, type PostBlock, postsOf } from '../store/queries/exported-post.ts';
import { allowedUse } from '../terms.ts';
import { type ExportColumn, exportColumns, sampleColumn } from './columns.ts';
import { type ExportFormat, type ExportRow, type Rendering, renderExport } from './formats.ts';
import { type Manifest, TermsCount } from './manifest.ts';

export interface RendererOptions extends Omit<Rendering, 'columns'> {
  format: ExportFormat;
  city: string;
  /** names the export in the ledger */
  id: string;
  /** of the demo city: every row says so */
  sample: boolean;
}

/** Without a block: there are no more. */
export interface RenderTask {
  block?: PostBlock;
}

export interface Rendered {
  /** as they come: those of a block may come with a later one */
  bytes: Uint8Array[];
  /** lines for the ledger, one for each post of the block that leaves */
  held: string[];
  /** of all blocks so far */
  counts: Pick<Manifest, 'rows' | 'withheld' | 'terms' | 'enricherVersions'>;
}

export const columnsOf = (sample: boolean) => (sample ? [...exportColumns, sampleColumn] : exportColumns);

/** What a row may take with it. */
function rowOf(post: ExportedPost, columns: readonly ExportColumn[], timezone: string): ExportRow {
  const day = dayOf(timezone, post.at);
  const isFull = allowedUse(post.source, 'export') === 'full';
  return columns.map(({ read, isWords }) => (isWords && !isFull ? '' : read(post, day)));
}

/** Throws what rendering throws. */
export function createRenderer(options: RendererOptions): (task: RenderTask) => Promise<Rendered> {
  const { city, id, timezone, sample } = options;
  const columns = columnsOf(sample);
  const take = createByteMaker(options, columns);
  const terms = new TermsCount();
  const versions = new Set<string>();
  let [rows, withheld] = [0, 0];
  const leavingOf = (block: PostBlock) => {
    const posts = postsOf(block);
    for (const { source } of posts) terms.add(source, allowedUse(source, 'export'));
    const leaving = posts.filter(({ source }) => allowedUse(source, 'export') !== 'none');
    for (const post of leaving) versions.add(post.enricher_version);
    rows += leaving.length;
    withheld += posts.length - leaving.length;
    return leaving;
  };
  return async ({ block }) => {
    const leaving = block === undefined ? [] : leavingOf(block);
    const bytes = await take(block && leaving.map((post) => rowOf(post, columns, timezone)));
    return {
      bytes,
      held: leaving.map((post) => heldLine(city, id, post)),
      counts: { rows, withheld, terms: terms.list(), enricherVersions: [...versions].sort() },
    };
  };
}

/** Takes rows and gives the bytes that are there when it wants more; undefined: there are no more rows. */
function createByteMaker({ format, ...rendering }: RendererOptions, columns: readonly ExportColumn[]) {
  const made: Uint8Array[] = [];
  let handOver: ((rows: ExportRow[] | undefined) => void) | undefined;
  let tellWaiting = () => {};
  async function* batches() {
    for (;;) {
      const rows = await new Promise<ExportRow[] | undefined>((resolve) => {
        handOver = resolve;
        tellWaiting();
      });
      if (rows === undefined) return;
      yield rows;
    }
  }
  const rendered = (async () => {
    for await (const bytes of renderExport(format, batches(), { ...rendering, columns })) made.push(bytes);
  })();
  // What fails while nothing is in hand is told by the next call.
  rendered.catch(() => {});
  const untilItWaits = async () => {
    while (handOver === undefined) {
      const waits = new Promise<void>((resolve) => {
        tellWaiting = resolve;
      });
      await Promise.race([waits, rendered]);
    }
  };
  return async (rows: ExportRow[] | undefined): Promise<Uint8Array[]> => {
    await untilItWaits();
    const give = handOver!;
    handOver = undefined;
    give(rows);
    await (rows === undefined ? rendered : untilItWaits());
    return made.splice(0);
  };
}
