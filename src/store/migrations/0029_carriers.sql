-- Which posts carry a term, day by day: the three with most reactions, no copies. What rose in a week had to be looked for in the words of all its posts, which
-- was half of the work of trends. Days of before have none until they are summed again; there the posts are looked for as before. They leave with the first of them that expires.
ALTER TABLE said_day
    ADD COLUMN IF NOT EXISTS carriers_expire DateTime('UTC') DEFAULT toDateTime('2106-02-06 00:00:00', 'UTC') COMMENT 'when the first of them leaves the store' AFTER `voices.term`;
ALTER TABLE said_day
    ADD COLUMN IF NOT EXISTS `carriers.term` Array(LowCardinality(String)) COMMENT 'up to three times a day, in the row of the source of each; of topic empty alone' TTL carriers_expire AFTER carriers_expire,
    ADD COLUMN IF NOT EXISTS `carriers.reactions` Array(UInt32) COMMENT 'likes, replies and shares of a post that says it' TTL carriers_expire AFTER `carriers.term`,
    ADD COLUMN IF NOT EXISTS `carriers.at` Array(DateTime64(3, 'UTC')) COMMENT 'created_at of that post' TTL carriers_expire AFTER `carriers.reactions`,
    ADD COLUMN IF NOT EXISTS `carriers.id` Array(String) COMMENT 'its id' TTL carriers_expire AFTER `carriers.at`;
