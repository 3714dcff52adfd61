// Names of what a message leaves in a folder or a bucket: the same message, the same names. Pure.
import { filesFor, type Parcel } from './channel.ts';
import type { MessageFile } from './message.ts';

/** A part of a path that leads nowhere else, whatever the text. */
export const pathPart = (text: string): string =>
  text
    .slice(0, 120)
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 120) || 'message';

/** Such as `houston/weekly/2026-W46`; every further copy that a person asked for lies beside. */
export function folderOf({ delivery }: Pick<Parcel, 'delivery'>): string[] {
  const { city, kind, about, audience, copy } = delivery;
  return [
    ...[city, kind, about].map(pathPart),
    ...(audience === 'city' ? [] : [pathPart(audience)]),
    ...(copy === 0 ? [] : [`copy-${copy}`]),
  ];
}

/** The files of a message; one without any is its text and its data. */
export function leftFiles(parcel: Parcel): MessageFile[] {
  const files = filesFor(parcel).map((file) => ({ ...file, name: pathPart(file.name) }));
  if (files.length > 0) return files;
  const { kind, subject, text, data } = parcel.message;
  return [
    {
      name: `${kind}.txt`,
      type: 'text/plain; charset=utf-8',
      bytes: Buffer.from(`${subject}\n\n${text}\n`),
    },
    {
      name: `${kind}.json`,
      type: 'application/json',
      bytes: Buffer.from(`${JSON.stringify(data, null, 2)}\n`),
    },
  ];
}
