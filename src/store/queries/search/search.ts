// A boolean query as a tree: what `q` means once it is read.

/** Words that stand together in a text: one word, several in a row, or the beginning of one. All in lower case. */
export type Term =
  | { kind: 'phrase'; words: readonly string[]; at: number }
  | { kind: 'prefix'; prefix: string; at: number };

export type Search =
  | Term
  | { kind: 'all'; of: readonly Search[] }
  | { kind: 'any'; of: readonly Search[] }
  | { kind: 'not'; of: Search }
  /** at most `within` words from one to the other, in either order */
  | { kind: 'near'; within: number; left: Term; right: Term }
  | { kind: 'field'; field: SearchField; values: readonly string[] };

/** Facts of a post that stand in a query as `field:value`. */
export const searchFields = ['topic', 'place', 'source', 'kind', 'lang', 'sentiment', 'intent'] as const;
export type SearchField = (typeof searchFields)[number];

/** Every term that a post may be found by; those under NOT are none. */
export function wantedTerms(search: Search): Term[] {
  switch (search.kind) {
    case 'all':
    case 'any':
      return search.of.flatMap(wantedTerms);
    case 'near':
      return [search.left, search.right];
    case 'not':
    case 'field':
      return [];
    default:
      return [search];
  }
}

/** Whether posts pass by a fact of this kind, wherever in the query. */
export function testsField(search: Search, field: SearchField): boolean {
  if (search.kind === 'all' || search.kind === 'any') return search.of.some((one) => testsField(one, field));
  if (search.kind === 'not') return testsField(search.of, field);
  return search.kind === 'field' && search.field === field;
}
