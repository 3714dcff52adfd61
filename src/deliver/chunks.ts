// Long texts in parts that a chat takes. Pure.

/** Parts of at most `longest` UTF-16 units, cut at ends of lines where there are some, never inside a character. */
export function chunks(text: string, longest: number): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + longest);
    if (to < text.length) {
      const line = text.lastIndexOf('\n', to);
      if (line > from) to = line + 1;
      else if (/[\ud800-\udbff]/.test(text[to - 1]!) && to - 1 > from) to -= 1;
    }
    const part = text.slice(from, to).trim();
    if (part !== '') parts.push(part);
    from = to;
  }
  return parts;
}
