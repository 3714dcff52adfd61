-- How much each account that posts a lot has posted on each day, and in its busiest clock hour.
SELECT start, author, sum(in_hour) AS posts, max(in_hour) AS busiest
FROM
(
    SELECT
        roundDown(toUInt32(toUnixTimestamp(created_at)), {starts:Array(UInt32)}) AS start,
        toStartOfHour(created_at) AS hour, author, count() AS in_hour
    FROM posts FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        AND author != '' AND official = 0 AND kind IN ('post', 'comment')
    GROUP BY start, hour, author
)
GROUP BY start, author
HAVING posts >= {fewest:UInt32}
