// What of SQL an analyst may ask: one SELECT over the views, with functions that compute and read nothing. ClickHouse's `readonly`
// does not stop `file('/etc/passwd')`, a function given by its name (`arrayMap(file, …)`), nor a subquery that sets it to 0, so each
// word is looked at before the engine sees it.
import { ConfigError } from '../../errors.ts';
import { isAllowed } from './functions.ts';
import { type Lexeme, lexemesOf } from './lexemes.ts';

/** What the engine at hand has, all in lower case. */
export interface Engine {
  /** names of every function it knows */
  functions: ReadonlySet<string>;
  databases: ReadonlySet<string>;
  /** of those functions, the ones that may be called */
  allowed: ReadonlySet<string>;
  /** table functions that may be called */
  allowedTables: ReadonlySet<string>;
}

/** May stand before a bracket without being a function. */
const beforeBracket = new Set(
  (
    'select with as in from join on using where prewhere having qualify and or not by over filter all distinct except intersect union ' +
    'limit offset then when else case between like ilike is values columns replace exists any sets cube rollup interpolate window ' +
    'within group order desc asc partition rows range array recursive materialized to step sample global end similar div'
  ).split(' '),
);

/** Words that change what is run, or where its answer goes. */
const refusedWords = new Map([
  ['settings', 'SETTINGS is not taken: the limits of this connection are fixed.'],
  ['outfile', 'INTO OUTFILE is not taken: choose --format, and send the output to a file.'],
  ['format', 'FORMAT is not taken: choose --format.'],
  ['explain', 'EXPLAIN is not taken.'],
  ['viewexplain', 'EXPLAIN is not taken.'],
  ['apply', 'APPLY is not taken: name the columns.'],
]);

const refuse = (message: string): never => {
  throw new ConfigError(`this statement is refused: ${message}`);
};

/**
 * Throws ConfigError that says what is not taken. `statement` is what `formatQuerySingleLine` made of the analyst's words, and is
 * what will be run: the two may not differ.
 */
export function checkStatement(statement: string, engine: Engine): void {
  const lexemes = lexemesOf(statement);
  const first = lexemes.find(({ value }) => value !== '(');
  if (first?.kind !== 'word' || !['select', 'with'].includes(first.value.toLowerCase()))
    refuse('only SELECT is answered.');
  for (const [at, lexeme] of lexemes.entries()) {
    if (lexeme.kind === 'sign' && lexeme.value === '{') refuse('parameters in braces are not taken.');
    if (lexeme.kind === 'word' || lexeme.kind === 'quoted') checkName(lexeme, lexemes[at + 1], engine);
  }
}

function checkName(lexeme: Lexeme, next: Lexeme | undefined, engine: Engine): void {
  const name = lexeme.value.toLowerCase();
  const isCall = next?.value === '(' && next.kind === 'sign';
  const reason = lexeme.kind === 'word' && !(isCall && name === 'format') && refusedWords.get(name);
  if (reason) refuse(reason);
  if (next?.kind === 'sign' && next.value === '.' && engine.databases.has(name))
    refuse(`tables of the database ${lexeme.value} are not read here; docs/schema.md lists what is.`);
  if (engine.allowed.has(name)) return;
  if (engine.functions.has(name)) refuse(`${lexeme.value} is not available, not even as a name.`);
  const opens = isCall && !(lexeme.kind === 'word' && beforeBracket.has(name));
  if (opens && !engine.allowedTables.has(name) && !isAllowed(name, engine.allowed))
    refuse(`${lexeme.value}(…) is not available.`);
}
