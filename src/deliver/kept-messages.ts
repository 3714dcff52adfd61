// The messages that were handed over, kept in the store so that any process can send them.
import { z } from 'zod';
import type { NamedPost } from '../store/deleted-posts.ts';
import { heldLine } from '../store/export-ledger.ts';
import type { Lane } from '../store/lane.ts';
import { sqlTime } from '../store/table-versions.ts';
import { type Message, messageId } from './message.ts';
import { postsNamedBy } from './withdraw.ts';

export interface KeptMessages {
  /** Keeps the first that tells of the same; a later one changes nothing. Throws TransientError. */
  keep(message: Message): Promise<string>;
  /** Undefined once it is no longer kept. */
  get(city: string, id: string): Promise<Message | undefined>;
  /** Of all cities: the messages that name posts, and which they name now. */
  naming(): Promise<{ city: string; id: string; posts: NamedPost[] }[]>;
  /** Keeps another text of it, for as long as the one before. Does nothing once it is no longer kept. */
  replace(message: Message): Promise<void>;
  /** Texts that were replaced leave the disk. Costs nothing where there is none. */
  forgetReplaced(): Promise<void>;
}

const valueRow = z.object({ value: z.string() });
const madeRow = z.object({ made_at: z.string() });
const namingRow = z.object({
  city: z.string(),
  id: z.string(),
  posts: z.array(z.tuple([z.string(), z.string()])),
});

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
  const write = async (message: Message, madeAt: string) => {
    const [city, id] = [message.city, messageId(message)];
    const named = new Map(postsNamedBy(message).map((post) => [`${post.source}\n${post.id}`, post]));
    const posts = [...named.values()];
    // the ledger knows first what may leave
    const held = posts.map((post) => heldLine(city, id, post));
    await lane.insert('exported_posts', ['city', 'source', 'id', 'export'], held);
    const values = [city, id, packMessage(message), posts.map((post) => [post.source, post.id]), madeAt];
    const columns = ['city', 'id', 'value', 'posts', 'made_at'];
    await lane.insert('delivery_message', columns, [JSON.stringify(values)]);
  };
  return {
    async keep(message) {
      const id = messageId(message);
      if (await has(message.city, id)) return id;
      // by the clock of the machine, as the store counts how long it keeps them
      const madeAt = sqlTime(new Date().toISOString()).slice(0, 19);
      await write(message, madeAt);
      return id;
    },
    async get(city, id) {
      const value = await read(city, id);
      return value === undefined ? undefined : unpackMessage(value);
    },
    async naming() {
      const rows = await lane.rows(
        namingRow,
        'SELECT city, id, posts FROM delivery_message FINAL WHERE notEmpty(posts)',
      );
      return rows.map(({ city, id, posts }) => ({
        city,
        id,
        posts: posts.map(([source, post]) => ({ source, id: post })),
      }));
    },
    async replace(message) {
      const [kept] = await lane.rows(
        madeRow,
        'SELECT toString(made_at) AS made_at FROM delivery_message FINAL WHERE city = {city:String} AND id = {id:String}',
        { city: message.city, id: messageId(message) },
      );
      if (kept === undefined) return;
      await write(message, kept.made_at);
    },
    async forgetReplaced() {
      // A text is replaced for a deletion only, and stays on the disk until a merge.
      const replaced = await lane.rows(
        z.object({ city: z.string() }),
        'SELECT city FROM delivery_message GROUP BY city, id HAVING count() > 1 LIMIT 1',
      );
      if (replaced.length > 0) await lane.command('OPTIMIZE TABLE delivery_message FINAL');
    },
  };
}
