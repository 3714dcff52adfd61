// A masked post, taken apart once: what every tag reads.
import type { Evidence, Post } from '../post.ts';
import type { Tokens } from './token-buffer.ts';
import { tokenize } from './tokens.ts';
import { type WordLine, wordLine } from './word-line.ts';

export interface Field {
  name: Evidence['field'];
  tokens: Tokens;
  words: WordLine;
}

export interface Reading {
  post: Post;
  /** the title, where there is one, then the text */
  fields: Field[];
  /** what the post answers to: it explains, and is never evidence */
  context: WordLine[];
  /** the category that a service request was filed under */
  service?: WordLine;
}

export function readPost(post: Post): Reading {
  const field = (name: Field['name'], text: string): Field => {
    const tokens = tokenize(text);
    return { name, tokens, words: wordLine(tokens) };
  };
  const context = [post.thread?.title, post.parent?.text].filter((text) => text !== undefined && text !== '');
  return {
    post,
    fields: [...(post.title ? [field('title', post.title)] : []), field('text', post.text)],
    context: context.map((text) => wordLine(tokenize(text!))),
    ...(post.service?.name && { service: wordLine(tokenize(post.service.name)) }),
  };
}

/** The span of tokens `first` to `last`. */
export function evidenceOf(field: Field, first: number, last: number): Evidence {
  return { field: field.name, start: field.tokens.starts[first]!, end: field.tokens.ends[last]! };
}
