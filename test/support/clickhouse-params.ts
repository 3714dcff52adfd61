// Values of param_* as they stand on the wire (TSV-escaped, arrays as literals), for chDB's binder, which escapes again.

const escapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', '0': '\0' };

function unescapeTsv(text: string): string {
  return text.replace(/\\(.)/gs, (_match, letter: string) => escapes[letter] ?? letter);
}

/** Reads an array literal such as `['it\'s',['b']]` or `[1,2]`. */
function readArray(text: string): unknown[] {
  let at = 0;
  const value = (): unknown => {
    if (text[at] === '[') return list();
    if (text[at] === "'") {
      const start = ++at;
      while (text[at] !== "'") at += text[at] === '\\' ? 2 : 1;
      at += 1;
      return unescapeTsv(text.slice(start, at - 1));
    }
    const number = /[^,\]]*/y;
    number.lastIndex = at;
    const found = number.exec(text)?.[0] ?? '';
    at += found.length;
    return BigInt(found);
  };
  const list = (): unknown[] => {
    const values: unknown[] = [];
    at += 1;
    while (text[at] !== ']') {
      values.push(value());
      if (text[at] === ',') at += 1;
    }
    at += 1;
    return values;
  };
  return list();
}

/** The value for chDB's binder of parameter `name` of a statement. */
export function paramValue(sql: string, name: string, wire: string): unknown {
  const type = new RegExp(`\\{${name}: *([A-Za-z0-9]+)`).exec(sql)?.[1] ?? 'String';
  if (type === 'Array') return readArray(wire);
  return wire === '\\N' ? null : unescapeTsv(wire);
}
