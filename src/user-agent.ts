// Who we say we are to the sites that are read.
import { version } from './version.ts';

/** `Earshot/0.1.0 (+contact of the city)`, in what a header can carry: visible ASCII. */
export function userAgentOf(contact: string | undefined): string {
  const plain = contact
    ?.normalize('NFKD')
    .replace(/[^\x20-\x7e]|[()]/g, '')
    .trim();
  return plain ? `Earshot/${version} (+${plain})` : `Earshot/${version}`;
}
