// Every command there is; a new one is a file in commands/ and a line here. A command's file is loaded when it is asked for.
import type { CliCommand } from './command.ts';

export interface CatalogEntry {
  name: string;
  /**
   * `data`: needs the engines, so it is sent to the process that holds them when there is one.
   * `plain`: runs where it is typed.
   */
  needs: 'data' | 'plain';
  load(): Promise<CliCommand>;
}

export const catalog: readonly CatalogEntry[] = [
  { name: 'up', needs: 'plain', load: async () => (await import('./commands/up.ts')).up },
  { name: 'init', needs: 'plain', load: async () => (await import('./commands/init.ts')).initCommand },
  { name: 'import', needs: 'data', load: async () => (await import('./commands/import.ts')).importCommand },
  { name: 'tag', needs: 'plain', load: async () => (await import('./commands/tag.ts')).tag },
  { name: 'collect', needs: 'data', load: async () => (await import('./commands/collect.ts')).collect },
  { name: 'sources', needs: 'data', load: async () => (await import('./commands/sources.ts')).sources },
  { name: 'query', needs: 'data', load: async () => (await import('./commands/query.ts')).query },
  {
    name: 'queries',
    needs: 'data',
    load: async () => (await import('./commands/queries.ts')).queriesCommand,
  },
  { name: 'sql', needs: 'data', load: async () => (await import('./commands/sql.ts')).sql },
  { name: 'report', needs: 'data', load: async () => (await import('./commands/report.ts')).reportCommand },
  {
    name: 'deliveries',
    needs: 'data',
    load: async () => (await import('./commands/deliveries.ts')).deliveriesCommand,
  },
  { name: 'export', needs: 'data', load: async () => (await import('./commands/export.ts')).exportCommand },
  {
    name: 'exports',
    needs: 'data',
    load: async () => (await import('./commands/exports.ts')).exportsCommand,
  },
  { name: 'alerts', needs: 'data', load: async () => (await import('./commands/alerts.ts')).alertsCommand },
  {
    name: 'correct',
    needs: 'data',
    load: async () => (await import('./commands/correct.ts')).correctCommand,
  },
  {
    name: 'events',
    needs: 'data',
    load: async () => (await import('./commands/chronicle.ts')).eventsCommand,
  },
  {
    name: 'projects',
    needs: 'data',
    load: async () => (await import('./commands/chronicle.ts')).projectsCommand,
  },
  { name: 'places', needs: 'plain', load: async () => (await import('./commands/places.ts')).places },
  { name: 'topics', needs: 'data', load: async () => (await import('./commands/topics.ts')).topics },
  { name: 'evaluate', needs: 'plain', load: async () => (await import('./commands/evaluate.ts')).evaluate },
  { name: 'audit', needs: 'data', load: async () => (await import('./commands/audit.ts')).audit },
  { name: 'reenrich', needs: 'data', load: async () => (await import('./commands/reenrich.ts')).reenrich },
  { name: 'dead', needs: 'data', load: async () => (await import('./commands/dead.ts')).dead },
  { name: 'doctor', needs: 'data', load: async () => (await import('./commands/doctor.ts')).doctor },
  { name: 'migrate', needs: 'data', load: async () => (await import('./commands/migrate.ts')).migrate },
];
