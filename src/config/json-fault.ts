// Where JSON is broken: JSON.parse does not always say, and a boundary file may have millions of characters.

const tokens =
  /[ \t\r\n]*(?:([{}[\],:])|("[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

type Expecting = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or ]' | ', or }' | 'the end';

/** Line and column (1-based) of the first fault and what was expected there; undefined for sound JSON. */
export function findJsonFault(text: string): { line: number; col: number; expected: string } | undefined {
  const open: ('[' | '{')[] = [];
  let expecting: Expecting = 'value';
  let at = 0;
  while (true) {
    tokens.lastIndex = at;
    const match = tokens.exec(text);
    const next: Expecting | undefined = match === null ? undefined : step(expecting, match, open);
    if (match === null && expecting === 'the end' && text.slice(at).trim() === '') return undefined;
    if (match === null || next === undefined) return { ...placeOf(text, at), expected: describe(expecting) };
    expecting = next;
    at = tokens.lastIndex;
  }
}

const describe = (expecting: Expecting) =>
  ({ value: 'a value', 'value or ]': 'a value or ]', key: 'a "key"', 'key or }': 'a "key" or }' })[
    expecting as string
  ] ?? expecting;

/** The state after a token; undefined when it may not stand here. */
function step(expecting: Expecting, match: RegExpExecArray, open: ('[' | '{')[]): Expecting | undefined {
  const [, mark, string, literal] = match;
  const afterValue = (): Expecting =>
    open.length === 0 ? 'the end' : open.at(-1) === '[' ? ', or ]' : ', or }';
  const close = () => {
    open.pop();
    return afterValue();
  };
  const isValue = expecting === 'value' || expecting === 'value or ]';
  if (string !== undefined) {
    if (expecting === 'key' || expecting === 'key or }') return ':';
    return isValue ? afterValue() : undefined;
  }
  if (literal !== undefined) return isValue ? afterValue() : undefined;
  if (mark === '{' || mark === '[') {
    if (!isValue) return undefined;
    open.push(mark);
    return mark === '{' ? 'key or }' : 'value or ]';
  }
  if (mark === ':') return expecting === ':' ? 'value' : undefined;
  if (mark === ']') return expecting === 'value or ]' || expecting === ', or ]' ? close() : undefined;
  if (mark === '}') return expecting === 'key or }' || expecting === ', or }' ? close() : undefined;
  return expecting === ', or ]' ? 'value' : expecting === ', or }' ? 'key' : undefined;
}

function placeOf(text: string, at: number): { line: number; col: number } {
  const blank = /[ \t\r\n]*/y;
  blank.lastIndex = at;
  blank.exec(text);
  const before = text.slice(0, blank.lastIndex);
  return { line: before.split('\n').length, col: before.length - before.lastIndexOf('\n') };
}
