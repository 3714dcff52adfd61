// First step: no account, address or number in what is read, quoted and stored, whoever sent the post.
import type { City } from '../config/city.ts';
import { allowedAccounts, maskText } from '../mask.ts';
import type { Post } from '../post.ts';

/** Masks all texts of a post; one that the collector has masked comes back as it is. */
export function createMasker(city: Pick<City, 'officialAccounts'>): (post: Post) => Post {
  const allowed = allowedAccounts(city.officialAccounts);
  const mask = (text: string) => maskText(text, allowed).text;
  return (post) => ({
    ...post,
    text: mask(post.text),
    ...(post.title !== undefined && { title: mask(post.title) }),
    ...(post.parent?.text !== undefined && { parent: { ...post.parent, text: mask(post.parent.text) } }),
    ...(post.thread?.title !== undefined && { thread: { ...post.thread, title: mask(post.thread.title) } }),
  });
}
