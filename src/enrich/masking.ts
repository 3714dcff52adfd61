// First step: no account, address or number in what is read, quoted and stored, whoever sent the post.
import type { City } from '../config/city.ts';
import { allowedAccounts, maskText } from '../mask.ts';
import type { Post } from '../post.ts';

/** Masks all texts of a post; one that the collector has masked comes back as it is. */
export function createMasker(city: Pick<City, 'officialAccounts'>): (post: Post) => Post {
  const allowed = allowedAccounts(city.officialAccounts);
  const mask = (text: string) => maskText(text, allowed).text;
  return (post) => {
    const masked = { ...post, text: mask(post.text) };
    const { title, parent, thread } = post;
    if (title !== undefined) masked.title = mask(title);
    if (parent?.text !== undefined) masked.parent = { ...parent, text: mask(parent.text) };
    if (thread?.title !== undefined) masked.thread = { ...thread, title: mask(thread.title) };
    return masked;
  };
}
