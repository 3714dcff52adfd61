// `window.YTD.tweets.part0 = [ {…}, {…} ]`: a list that is assigned to a variable → its entries, one after the other, never whole.
import { ConfigError } from '../../errors.ts';
import { type Line, maxLineBytes } from './lines.ts';

const opening = /^\s*window\.YTD\.(\w{1,60})\.part\d{1,6}\s*=\s*\[/;
/** What an account wrote and left standing; deleted posts, likes and messages are not for us. */
const readable = new Set(['tweets', 'tweet', 'community_tweet']);

/** Whether a file begins like a part of an archive of X. ConfigError for parts that hold no posts. */
export function isArchivePart(head: string): boolean {
  const part = opening.exec(head)?.[1];
  if (part === undefined) return false;
  if (!readable.has(part))
    throw new ConfigError(`this part of the archive (${part}) holds no posts to import; take data/tweets.js`);
  return true;
}

const [quote, backslash, open, close, bracket, newline] = [34, 92, 123, 125, 91, 10] as const;

/** Each entry with the line it begins in. One that is cut off, or longer than a line may be, comes with its problem. */
export async function* readEntries(
  chunks: AsyncGenerator<Buffer>,
  maxBytes = maxLineBytes,
): AsyncGenerator<Line[]> {
  let line = 1;
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let hasBegun = false;
  let parts: Buffer[] = [];
  let held = 0;
  let startLine = 1;
  const hold = (part: Buffer) => {
    held += part.length;
    if (held <= maxBytes) parts.push(part);
    else parts = [];
  };
  const finish = (): Line => {
    const isTooLong = held > maxBytes;
    const entry = { number: startLine, bytes: isTooLong ? Buffer.alloc(0) : Buffer.concat(parts) };
    parts = [];
    held = 0;
    return {
      ...entry,
      ...(isTooLong && { problem: `the entry is longer than ${Math.round(maxBytes / 1024 / 1024)} MB` }),
    };
  };
  for await (const chunk of chunks) {
    const entries: Line[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === newline) line++;
      if (!hasBegun) {
        hasBegun = byte === bracket;
        continue;
      }
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isInString = false;
      } else if (byte === quote) isInString = true;
      else if (byte === open) {
        depth++;
        if (depth === 1) [start, startLine] = [at, line];
      } else if (byte === close && depth > 0) {
        depth--;
        if (depth > 0) continue;
        hold(chunk.subarray(start, at + 1));
        entries.push(finish());
      }
    }
    if (depth > 0) hold(chunk.subarray(start));
    if (entries.length > 0) yield entries;
  }
  if (depth > 0) yield [{ number: startLine, bytes: Buffer.alloc(0), problem: 'the entry is cut off' }];
}
