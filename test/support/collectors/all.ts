// Every source that is collected, as its own test knows it: the soak runs them all. A new one is a line here.
import { bluesky } from './bluesky-subject.ts';
import { board } from './board.ts';
import { coral } from './coral-subject.ts';
import { disqus } from './disqus-subject.ts';
import { facebook } from './facebook-subject.ts';
import { mastodon } from './mastodon-subject.ts';
import { news } from './news-subject.ts';
import { open311 } from './open311-subject.ts';
import { reddit } from './reddit-subject.ts';
import type { Subject } from './subject.ts';
import { x } from './x-subject.ts';
import { youtube } from './youtube-subject.ts';

export const subjects: readonly Subject[] = [
  ...[board, bluesky, coral, disqus, facebook, mastodon, news],
  ...[open311(), open311('xml'), reddit, x, youtube],
];
