-- Of each of some terms the posts of a period that say it, no copies, those with most reactions first: three of each.
WITH copies AS
(
    SELECT created_at, source, id FROM settled FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        AND has(flags, 'copied')
)
SELECT term, source, id, toUnixTimestamp64Milli(created_at) AS at
FROM
(
    SELECT
        created_at, source, id, likes, replies, shares,
        concat(' ', arrayStringConcat(tokens(lowerUTF8(concat(title, ' ', text))), ' '), ' ') AS said
    FROM posts FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        AND expires_at > now('UTC') AND relevance != 'drop'
        AND hasAnyTokens(lowerUTF8(concat(title, ' ', text)), {words:Array(String)})
        -- tells most of those apart that say the one word of a pair alone, at a third of the cost of what follows
        AND multiSearchAny(lowerUTF8(concat(title, ' ', text)), {terms:Array(String)})
        AND ({topic:String} = '' OR has(topics, {topic:String}))
        AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
)
ARRAY JOIN arrayFilter(t -> position(said, concat(' ', t, ' ')) > 0, {terms:Array(String)}) AS term
WHERE (created_at, source, id) NOT IN (copies)
ORDER BY term, likes + replies + shares DESC, created_at, source, id
LIMIT 3 BY term
