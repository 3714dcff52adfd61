// docs/schema.md, made from what an opened store has: every view, column, type and comment.
import { z } from 'zod';
import type { Store } from '../client.ts';
import { analystViews } from './views.ts';

const table = z.object({ name: z.string(), comment: z.string() });
const column = z.object({ table: z.string(), name: z.string(), type: z.string(), comment: z.string() });

const heading = `# Tables for analysts

Made from the store by \`npm run schema\`; a test compares the two. These are what [\`earshot sql\`](sql.md) reads, for one city and with its times
in the city's zone. Another program (Grafana, a notebook) reads the views \`analyst_<name>\` of the database as a read-only user: there
every city is in them, and times are UTC.
`;

/** The whole page. */
export async function renderSchema(store: Store): Promise<string> {
  const tables = await store.jobs.rows(
    table,
    "SELECT name, comment FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'analyst_')",
  );
  const columns = await store.jobs.rows(
    column,
    `SELECT table, name, type, comment FROM system.columns
     WHERE database = currentDatabase() AND startsWith(table, 'analyst_') ORDER BY table, position`,
  );
  const pages = analystViews.map(({ name }) => {
    const comment = tables.find((each) => each.name === `analyst_${name}`)?.comment ?? '';
    const rows = columns
      .filter((each) => each.table === `analyst_${name}`)
      .map((each) => `| \`${each.name}\` | ${plainType(each.type)} | ${each.comment} |`);
    return [
      `## ${name}`,
      '',
      `${comment}.`,
      '',
      '| column | type | what it is |',
      '|---|---|---|',
      ...rows,
    ].join('\n');
  });
  return `${[heading.trimEnd(), ...pages].join('\n\n')}\n`;
}

/** LowCardinality is a way of storing, not a type that a reader meets. */
const plainType = (type: string): string => type.replace(/LowCardinality\(([^()]*)\)/g, '$1');
