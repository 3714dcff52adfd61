// How a command typed in one process runs in the process that holds the data: what both sides must agree on.
//
// Request:  POST /api/v1/commands/<name>, the body is standard input as it comes (sent after the response has begun, so
//           that a refusal reads nothing), arguments and directory in headers.
// Response: one JSON object per line, `{"stdout": "…"}`, `{"stderr": "…"}`, `{"alive": true}` while nothing is said, and
//           `{"stdoutBytes": "base64"}` for what is no text, and last `{"exit": n}`. A response that ends without `exit` means that the holder died.
import { z } from 'zod';

export const argsHeader = 'x-earshot-args';
export const cwdHeader = 'x-earshot-cwd';
export const terminalHeader = 'x-earshot-terminal';

/** Headers hold arguments of this size together at most; Node's own 16 KiB are too few for a long boolean query. */
export const maxHeaderBytes = 64 * 1024;

/** sysexits.h EX_TEMPFAIL: nothing is wrong with the command, the same again may succeed. */
export const exitTryAgain = 75;
/** 128 + SIGINT, as a shell counts. */
export const exitInterrupted = 130;

export const argsSchema = z.array(z.string()).max(1_000);
export const cwdSchema = z.string().min(1).max(4_096);
export const terminalSchema = z.object({
  columns: z.number().int().min(1).max(10_000).optional(),
  color: z.boolean().optional(),
});

export const recordSchema = z.object({
  stdout: z.string().optional(),
  /** base64 */
  stdoutBytes: z.string().optional(),
  stderr: z.string().optional(),
  alive: z.boolean().optional(),
  exit: z.number().int().min(0).max(255).optional(),
});

export type CommandRecord = z.output<typeof recordSchema>;

/** Headers carry ASCII only, paths and arguments carry anything. */
export function encodeHeader(value: unknown): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

/** undefined when it is not what `encodeHeader` makes of something the schema takes. */
export function decodeHeader<T>(schema: z.ZodType<T>, header: string | string[] | undefined): T | undefined {
  if (typeof header !== 'string') return undefined;
  try {
    return schema.safeParse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
