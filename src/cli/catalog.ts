// Every command there is; a new one is a file in commands/ and a line here.
import type { CliCommand } from './command.ts';
import { audit } from './commands/audit.ts';
import { collect } from './commands/collect.ts';
import { dead } from './commands/dead.ts';
import { doctor } from './commands/doctor.ts';
import { evaluate } from './commands/evaluate.ts';
import { importCommand } from './commands/import.ts';
import { initCommand } from './commands/init.ts';
import { migrate } from './commands/migrate.ts';
import { places } from './commands/places.ts';
import { query } from './commands/query.ts';
import { sources } from './commands/sources.ts';
import { tag } from './commands/tag.ts';
import { up } from './commands/up.ts';

export const commands: readonly CliCommand[] = [
  up,
  initCommand,
  importCommand,
  tag,
  collect,
  sources,
  query,
  places,
  evaluate,
  audit,
  dead,
  doctor,
  migrate,
];
