// Which accounts post as no person does, from what they posted on one day. Pure; the accounts are keyed hashes, and what is
// found out about them is forgotten as soon as their posts are flagged.

export interface AuthorDay {
  /** posts and comments of the day */
  posts: number;
  /** of its busiest clock hour */
  busiest: number;
  /** those that repeat words of the seven days before, its own or another's */
  copies: number;
}

/**
 * "More than 50 posts a day" is the benchmark of the Oxford Internet Institute's Computational Propaganda project (Howard and
 * Kollanyi 2016; DFRLab, "#BotSpot: twelve ways to spot a bot", 2017). Here only posts about one city count, so a person stays
 * further below it than there.
 */
const mostPostsPerDay = 50;
/** One every two minutes, for an hour: ours. */
const mostPostsPerHour = 30;
/** Repetition is judged from so many posts on; a person who says something twice is never meant. Ours. */
export const fewestPosts = 10;
const mostCopies = 0.8;

export function isAutomated({ posts, busiest, copies }: AuthorDay): boolean {
  if (posts > mostPostsPerDay || busiest > mostPostsPerHour) return true;
  return posts >= fewestPosts && copies >= mostCopies * posts;
}
