-- How many posts were kept, doubted and dropped in a period, and what people said of those they labelled.
SELECT decision, sum(size) AS size, sum(labelled) AS labelled, sum(relevant) AS relevant
FROM
(
    SELECT toString(relevance) AS decision, count() AS size, 0 AS labelled, 0 AS relevant
    FROM posts FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        AND expires_at > now('UTC')
        AND relevance_reason != 'imported'
    GROUP BY decision
    UNION ALL
    SELECT 'drop', uniqMerge(posts), 0, 0
    FROM relevance_dropped
    WHERE city = {city:String} AND day >= {fromDay:Date} AND day < {toDay:Date}
    UNION ALL
    SELECT toString(decision), 0, count(), countIf(relevant = 1)
    FROM state_relevance_label FINAL
    WHERE city = {city:String} AND day >= {fromDay:Date} AND day < {toDay:Date}
    GROUP BY decision
)
GROUP BY decision
