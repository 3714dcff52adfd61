// What left, in a few words for the page. Pure.

export interface Delivered {
  kind: string;
  about: string;
  audience: string;
  recipient: string;
  state: string;
  isUndelivered: boolean;
}

export interface DeliveryList {
  rows: Delivered[];
}

/** `2 messages not delivered`; empty when there are none. */
export function undeliveredWords(rows: readonly Delivered[]): string {
  const count = rows.filter(({ isUndelivered }) => isUndelivered).length;
  if (count === 0) return '';
  return count === 1 ? '1 message not delivered' : `${count} messages not delivered`;
}

const states: Readonly<Record<string, string>> = {
  failed: ' (failed)',
  uncertain: ' (uncertain)',
  waiting: ' (not yet)',
  sending: ' (not yet)',
};

/** `to archive (failed), mayor` for the summary of a week and an audience; empty when it went to nobody. */
export function recipientsOf(
  rows: readonly Delivered[],
  { week, audience }: { week: string; audience: string },
): string {
  const told = rows
    .filter((row) => row.kind === 'weekly' && row.about === week && row.audience === audience)
    .map(({ recipient, state }) => `${recipient}${states[state] ?? ''}`)
    .sort();
  return told.length === 0 ? '' : `to ${[...new Set(told)].join(', ')}`;
}
