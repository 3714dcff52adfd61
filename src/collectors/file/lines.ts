// Bytes → lines, with their numbers. Never holds more than one line and one chunk.

export interface Line {
  /** from 1 */
  number: number;
  /** without its end; a view into a chunk */
  bytes: Buffer;
  /** set when the line cannot be read; `bytes` is empty then */
  problem?: string;
}

export const maxLineBytes = 32 * 1024 * 1024;

/** Lines chunk by chunk, also empty ones. A line that a failure cuts off is reported before the failure is thrown. */
export async function* readLines(
  chunks: AsyncGenerator<Buffer>,
  maxBytes = maxLineBytes,
): AsyncGenerator<Line[]> {
  let number = 1;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const hold = (part: Buffer) => {
    pendingBytes += part.length;
    if (pendingBytes <= maxBytes) pending.push(part);
    else pending = [];
  };
  const finish = (): Line => {
    const isTooLong = pendingBytes > maxBytes;
    const whole = pending.length === 1 ? pending[0]! : Buffer.concat(pending);
    const bytes = whole.at(-1) === 13 ? whole.subarray(0, -1) : whole;
    pending = [];
    pendingBytes = 0;
    return {
      number: number++,
      bytes,
      ...(isTooLong && { problem: `the line is longer than ${Math.round(maxBytes / 1024 / 1024)} MB` }),
    };
  };
  try {
    for await (const chunk of chunks) {
      const lines: Line[] = [];
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        hold(chunk.subarray(start, end));
        lines.push(finish());
        start = end + 1;
      }
      if (start < chunk.length) hold(chunk.subarray(start));
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    if (pendingBytes > 0) yield [{ number, bytes: Buffer.alloc(0), problem: 'the line is cut off' }];
    throw error;
  }
  if (pendingBytes > 0) yield [finish()];
}
