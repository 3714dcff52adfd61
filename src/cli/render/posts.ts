// Posts as a list to read: when, where, how it feels, what about, and in whose words. Never by whom, never the link.
import { formatTime } from './number.ts';
import { type Column, renderTable, type TableOptions } from './table.ts';

/** The part of the row of src/store/queries/posts.ts that fits on a line. */
export interface PostLine {
  source: string;
  channel: string;
  time: string;
  title?: string;
  text: string;
  sentiment: string;
  topics: readonly { id: string }[];
  places: readonly { name: string }[];
  /** other posts with the same words */
  copies?: number;
}

export function renderPosts(rows: readonly PostLine[], options: TableOptions): string {
  const column = (title: string, cell: (row: PostLine) => string): Column => ({
    title,
    align: 'left',
    cells: rows.map(cell),
  });
  const columns = [
    column('time', ({ time }) => formatTime(time, 'hour')),
    column('source', ({ source, channel }) => (channel === '' ? source : `${source}/${channel}`)),
    column('sentiment', ({ sentiment }) => sentiment),
    column('topics', ({ topics }) => topics.map(({ id }) => id).join(', ')),
    column('places', ({ places }) => places.map(({ name }) => name).join(', ')),
    column('text', ({ title, text, copies = 0 }) => {
      const words = (title === undefined ? text : `${title}: ${text}`).trim();
      return copies === 0 ? words : `[and ${copies} ${copies === 1 ? 'copy' : 'copies'}] ${words}`;
    }),
  ];
  return renderTable(columns, options);
}
