// One question asked three ways: from the posts as they lie there, from the posts with FINAL, and from the sums. Posts by day and topic of 90 days.

const condition = `city = {city:String}
    AND created_at >= toDateTime64({from:String}, 3, {timezone:String}) AND created_at < toDateTime64({to:String}, 3, {timezone:String})
    AND expires_at > now('UTC') AND relevance != 'drop'`;
const byTopic = (rows) =>
  `SELECT topic, groupArray(of_day) AS days, groupArray(posts) AS counts FROM (${rows}) GROUP BY topic`;
const fromPosts = (table, more = '') =>
  byTopic(`SELECT toString(toDate(created_at, {timezone:String})) AS of_day, toString(arrayJoin(topics)) AS topic, count() AS posts
    FROM ${table} WHERE ${condition} ${more} GROUP BY of_day, topic`);

export const peers = [
  {
    name: 'posts by day and topic, 90 days: posts, all versions',
    sql: fromPosts('posts', 'AND is_deleted = 0'),
  },
  { name: 'posts by day and topic, 90 days: posts FINAL', sql: fromPosts('posts FINAL') },
  {
    name: 'posts by day and topic, 90 days: sums',
    sql: byTopic(`SELECT toString(day) AS of_day, toString(topic) AS topic, n AS posts FROM rollup_total FINAL
      WHERE city = {city:String} AND day >= toDate({from:String}) AND day < toDate({to:String}) AND topic != '' AND n > 0`),
  },
];

/** The rows of a peer as one text, whatever order they came in: what FINAL and the sums say must be the same. */
export const said = (rows) =>
  rows
    .flatMap(({ topic, days, counts }) => days.map((day, index) => `${topic} ${day} ${counts[index]}`))
    .sort()
    .join('\n');
