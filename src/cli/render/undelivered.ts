// What was not delivered, below the sources of a city: a line each, and what to do.
import { onOneLine } from '../../files/safe-text.ts';

interface Undelivered {
  id: string;
  kind: string;
  about: string;
  recipient: string;
  state: string;
  attempts: number;
  error: string;
}

const mostLines = 5;

/** Text that ends with a line break; empty when everything arrived. */
export function renderUndelivered(rows: readonly Undelivered[]): string {
  if (rows.length === 0) return '';
  const lines = rows
    .slice(0, mostLines)
    .map(({ kind, about, recipient, state, attempts, error }) =>
      onOneLine(
        `  ${recipient}: ${kind} ${about} ${state === 'waiting' ? `is tried again after ${attempts} attempts` : `is ${state}`} — ${error}`,
      ),
    );
  const messages = rows.length === 1 ? '1 message was' : `${rows.length} messages were`;
  return `${[`${messages} not delivered:`, ...lines, '  see: earshot deliveries --failed, earshot deliveries resend ID'].join('\n')}\n`;
}
