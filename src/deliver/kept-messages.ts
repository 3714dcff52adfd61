// The messages that were handed over, kept in the store so that any process can send them.
import { z } from 'zod';
import type { Lane } from '../store/lane.ts';
import { sqlTime } from '../store/table-versions.ts';
import { type Message, messageId } from './message.ts';

export interface KeptMessages {
  /** Keeps the first that tells of the same; a later one changes nothing. Throws TransientError. */
  keep(message: Message): Promise<string>;
  /** Undefined once it is no longer kept. */
  get(city: string, id: string): Promise<Message | undefined>;
}

const valueRow = z.object({ value: z.string() });

/** JSON with its bytes in base64. */
export const packMessage = (message: Message): string =>
  JSON.stringify({
    ...message,
    files: message.files.map(({ bytes, ...file }) => ({
      ...file,
      base64: Buffer.from(bytes).toString('base64'),
    })),
  });

export function unpackMessage(packed: string): Message {
  const { files, ...message } = JSON.parse(packed) as Omit<Message, 'files'> & {
    files: { name: string; type: string; base64: string; form?: string }[];
  };
  const unpacked = files.map(({ base64, ...file }) => ({ ...file, bytes: Buffer.from(base64, 'base64') }));
  return { ...message, files: unpacked };
}

export function createKeptMessages(lane: Lane): KeptMessages {
  const read = async (city: string, id: string) => {
    const rows = await lane.rows(
      valueRow,
      'SELECT value FROM delivery_message FINAL WHERE city = {city:String} AND id = {id:String}',
      { city, id },
    );
    return rows[0]?.value;
  };
  // a message may be of megabytes
  const has = async (city: string, id: string) =>
    (
      await lane.rows(
        z.object({ found: z.number() }),
        'SELECT 1 AS found FROM delivery_message WHERE city = {city:String} AND id = {id:String} LIMIT 1',
        { city, id },
      )
    ).length > 0;
  return {
    async keep(message) {
      const id = messageId(message);
      if (await has(message.city, id)) return id;
      // by the clock of the machine, as the store counts how long it keeps them
      const madeAt = sqlTime(new Date().toISOString()).slice(0, 19);
      const line = JSON.stringify([message.city, id, packMessage(message), madeAt]);
      await lane.insert('delivery_message', ['city', 'id', 'value', 'made_at'], [line]);
      return id;
    },
    async get(city, id) {
      const value = await read(city, id);
      return value === undefined ? undefined : unpackMessage(value);
    },
  };
}
