// A rule on sentiment, looked at: the last three hours against the eight weeks. Pure.

import { detectFall, type Fall, type Feeling, type FeelingLimits } from './detect-sentiment.ts';
import { longestMinutes } from './detect-volume.ts';
import { type KnownSources, postsOf, type RecentPost, type Situation } from './situation.ts';
import { largestConversation, voicesSince } from './volume.ts';
import type { Subject } from './watch.ts';

const feelingOf = (post: RecentPost, topic: string | undefined) =>
  topic === undefined ? post.sentiment : (post.topicSentiments[post.topics.indexOf(topic)] ?? post.sentiment);

function sumOf(posts: readonly RecentPost[], topic: string | undefined): Feeling {
  const count = (label: string) => posts.filter((post) => feelingOf(post, topic) === label).length;
  return { posts: posts.length, negative: count('negative'), positive: count('positive') };
}

export function judgeSentiment(
  situation: Situation,
  subject: Subject,
  known: KnownSources,
  limits: FeelingLimits,
): Fall | undefined {
  const own = postsOf(situation, subject, known).filter(({ isOwn }) => isOwn);
  const fromMs = situation.nowMs - longestMinutes * 60_000;
  const sources = [...known.histories].map(([source, history]) => {
    const usual: Feeling = { posts: 0, negative: 0, positive: 0 };
    for (const hour of history) {
      if (hour === null) continue;
      usual.posts += hour.own;
      usual.negative += hour.negative;
      usual.positive += hour.positive;
    }
    return {
      now: sumOf(
        own.filter((post) => post.source === source),
        subject.topic,
      ),
      usual,
    };
  });
  const largest = sumOf(largestConversation(own, fromMs), subject.topic);
  return detectFall({ sources, largest, voices: voicesSince(own, fromMs) }, limits);
}
