// Tree → a condition on the columns of `posts`. Only names and numbers of ours become SQL; every word is a parameter.
import type { Params } from '../../lane.ts';
import type { Search, SearchField, Term } from './search.ts';

export interface Condition {
  sql: string;
  params: Params;
}

/** The expression that the index of words was made with: 0001_posts.sql. */
const said = "lowerUTF8(concat(title, ' ', text))";
const words = `tokens(${said}, 'splitByNonAlpha')`;

const columns: Record<SearchField, string> = {
  topic: 'arrayMap(t -> toString(t), topics)',
  place: '[toString(neighbourhood)]',
  source: '[toString(source)]',
  kind: '[toString(kind)]',
  lang: '[toString(lang)]',
  sentiment: '[toString(sentiment)]',
  intent: '[toString(intent)]',
};

/** Occurrences of one side of NEAR that are looked at in a post: a text of one word only must not take a second. */
const mostOccurrences = 500;

/** True for the posts that a query means; without one, for all. What the index can answer comes first. */
export function conditionOf(search: Search | undefined): Condition {
  const params: Params = {};
  if (!search) return { sql: '1', params };
  let count = 0;
  const bind = (type: string, value: string | readonly string[]) => {
    const name = `q${count++}`;
    params[name] = value;
    return `{${name}:${type}}`;
  };
  const parts = search.kind === 'all' ? search.of : [search];
  // A word alone the index answers as it is.
  const needed = parts.filter((part) => !isWord(part)).flatMap(neededBy);
  const asked = [
    ...needed.map((choices) => neededSql(choices, bind)),
    ...parts.map((part) => exactSql(part, bind)),
  ];
  return { sql: asked.join(' AND '), params };
}

/** Puts the condition where a statement leaves room for it. */
export function withSearch(sql: string, search: Search | undefined): string {
  return sql.replace('/* search */ 1', () => conditionOf(search).sql);
}

const isWord = (search: Search): boolean => search.kind === 'phrase' && search.words.length === 1;

type Bind = (type: string, value: string | readonly string[]) => string;

/** What a post must hold, whatever else is asked: each list needs one of its words or beginnings. */
type Choice = { word: string } | { prefix: string };

function neededBy(search: Search): Choice[][] {
  switch (search.kind) {
    case 'phrase':
      return search.words.map((word) => [{ word }]);
    case 'prefix':
      return [[{ prefix: search.prefix }]];
    case 'near':
      return [...neededBy(search.left), ...neededBy(search.right)];
    case 'all':
      return search.of.flatMap(neededBy);
    case 'any': {
      const all = search.of.map(neededBy);
      // Of each way to pass, the word that is likely to be the rarest.
      return all.some((needs) => needs.length === 0) ? [] : [all.flatMap((needs) => longest(needs))];
    }
    default:
      return [];
  }
}

const lengthOf = (choices: readonly Choice[]): number =>
  Math.min(...choices.map((choice) => ('word' in choice ? choice.word : choice.prefix).length));

const longest = (needs: readonly Choice[][]): Choice[] =>
  needs.reduce((best, choices) => (lengthOf(choices) > lengthOf(best) ? choices : best));

function neededSql(choices: readonly Choice[], bind: Bind): string {
  const whole = choices.flatMap((choice) => ('word' in choice ? [choice.word] : []));
  const parts = choices.flatMap((choice) => ('prefix' in choice ? [choice.prefix] : []));
  const either = [
    ...(whole.length > 0 ? [`hasAnyTokens(${said}, ${bind('Array(String)', whole)})`] : []),
    ...parts.map((prefix) => `position(${said}, ${bind('String', prefix)}) > 0`),
  ];
  return `(${either.join(' OR ')})`;
}

function exactSql(search: Search, bind: Bind): string {
  switch (search.kind) {
    case 'all':
      return `(${search.of.map((one) => exactSql(one, bind)).join(' AND ')})`;
    case 'any':
      return `(${search.of.map((one) => exactSql(one, bind)).join(' OR ')})`;
    case 'not':
      return `NOT (${exactSql(search.of, bind)})`;
    case 'field':
      return `hasAny(${columns[search.field]}, ${bind('Array(String)', search.values)})`;
    case 'near':
      return nearSql(search, bind);
    case 'prefix':
      return `arrayExists(word -> startsWith(word, ${bind('String', search.prefix)}), ${words})`;
    case 'phrase': {
      const run = bind('Array(String)', search.words);
      return search.words.length === 1 ? `hasAllTokens(${said}, ${run})` : `hasSubstr(${words}, ${run})`;
    }
  }
}

const wordsIn = (term: Term): number => (term.kind === 'phrase' ? term.words.length : 1);

function nearSql({ left, right, within }: Extract<Search, { kind: 'near' }>, bind: Bind): string {
  // From the end of one to the beginning of the other; what overlaps is one place and no pair.
  const gap = `if(i < j, j - i - ${wordsIn(left) - 1}, i - j - ${wordsIn(right) - 1})`;
  const isNear = `i != j AND ${gap} BETWEEN 1 AND ${within}`;
  return `arrayExists(i -> arrayExists(j -> ${isNear}, ${placesSql(right, bind)}), ${placesSql(left, bind)})`;
}

/** Numbers of the words at which a term begins. */
function placesSql(term: Term, bind: Bind): string {
  const numbers = `arrayEnumerate(${words})`;
  const found =
    term.kind === 'prefix'
      ? `arrayFilter((k, word) -> startsWith(word, ${bind('String', term.prefix)}), ${numbers}, ${words})`
      : term.words.length === 1
        ? `arrayFilter((k, word) -> word = ${bind('String', term.words[0]!)}, ${numbers}, ${words})`
        : `arrayFilter(k -> arraySlice(${words}, k, ${term.words.length}) = ${bind('Array(String)', term.words)}, ${numbers})`;
  return `arraySlice(${found}, 1, ${mostOccurrences})`;
}
