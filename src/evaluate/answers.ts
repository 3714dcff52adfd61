// What a program is asked when it is measured. Our own pipeline answers all of it, a library what it can.
import type { Post } from '../post.ts';

export interface Said {
  label: string;
  /** label → probability, where the program gives them */
  probabilities?: Readonly<Record<string, number>>;
}

/** UTF-16 units of the post's own text, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

export interface Answers {
  /** negative, neutral, positive or unknown */
  sentiment?(post: Post): Said;
  /** ISO 639-1 or `und` */
  language?(post: Post): string;
  places?(post: Post): Span[];
  /** a label of the file, or `none` */
  topic?(post: Post): string;
  /** 0…1, how sure that label is; undefined where there is none, or it cannot be said */
  topicConfidence?(post: Post): number | undefined;
  /** keep, drop or unsure */
  relevance?(post: Post): string;
  /** labels of the file */
  aspects?(post: Post): string[];
  /** What the text says of one aspect of one target, whose name stands in the text. */
  aspectSentiment?(post: Post, opinion: { target?: string | undefined; aspect: string }): Said;
}
