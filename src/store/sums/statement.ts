// What a statement reads, so that nothing is ever kept but answers made from sums, and from the ledgers beside them. Pure.

/** The tables of sums. Only rebuilds of days write them, and what is read of them changes with their parts alone. */
export const sumTables = ['rollup_hour', 'rollup_day', 'rollup_total', 'rollup_place', 'said_day'] as const;
export type SumTable = (typeof sumTables)[number];

/** Sums, and what answers tell beside them: what was collected, and what the city wrote down. */
export const keptTables = [...sumTables, 'state_coverage', 'state_event'] as const;
export type KeptTable = (typeof keptTables)[number];

export interface Reads {
  /** each once, by name */
  tables: KeptTable[];
  /** every table is read from {fromDay} to {toDay} and no further */
  isByDay: boolean;
}

const isKeptTable = (name: string): name is KeptTable => (keptTables as readonly string[]).includes(name);

/** Comments, and values within quotes. */
const unread = /--[^\n]*|\/\*.*?\*\/|'(?:[^'\\]|\\.)*'/gs;
const ownName = /\b(\w+)\s+AS\s*\(\s*(?:SELECT|WITH)\b/gi;
/** Not before a parenthesis: a statement of its own, whose FROM is found in turn. The rest of the clause may name more tables. */
const source =
  /(?:\bFROM|(?<!\bARRAY\s+)\bJOIN)\s+([\w.]+(?:\s*\()?)([^()]*?)(?=\b(?:PREWHERE|WHERE|ARRAY|JOIN|GROUP|ORDER|LIMIT|UNION)\b|[()]|$)/gi;
/** `x IN name` reads a table too. */
const member = /\bIN\s+\(?\s*([A-Za-z_][\w.]*)/gi;
/** What says another thing from one moment to the next, or reads what is no table here. */
const passing = /\b(?:now\w*|today|yesterday|current_\w+|utc_\w+|rand\w*|dict\w+|joinGet\w*)\s*\(/i;
const firstDay = /\bday >= \{fromDay:Date\}/g;
const lastDay = /\bday <=? \{toDay:Date\}/g;

/**
 * What a SELECT reads. Throws when that is anything but these tables: a defect of ours, which whoever first asks the statement finds.
 */
export function readsOf(sql: string): Reads {
  const plain = sql.replace(unread, ' ');
  const own = new Set([...plain.matchAll(ownName)].map(([, name]) => name));
  const refuse = (what: string): never => {
    throw new Error(`only answers made from sums and ledgers may be kept, and this statement reads ${what}`);
  };
  const sources = [...plain.matchAll(source)].flatMap(([, name, rest]) => {
    if (rest!.includes(',')) refuse('a list of tables');
    return own.has(name) ? [] : isKeptTable(name!) ? [name] : refuse(name!);
  });
  for (const [, name] of plain.matchAll(member))
    if (name!.toUpperCase() !== 'SELECT' && !own.has(name)) refuse(`members of ${name}`);
  const other = passing.exec(plain);
  if (other) refuse(other[0]);
  if (sources.length === 0) refuse('no table');
  const isIn = (bound: RegExp) => [...plain.matchAll(bound)].length >= sources.length;
  return { tables: [...new Set(sources)].sort(), isByDay: isIn(firstDay) && isIn(lastDay) };
}
