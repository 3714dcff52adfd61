-- Of each of some terms the posts of a period that say it, no copies, those with most reactions first: so many of each. Of the posts that say one of
-- their first words `most` are looked at, those with most reactions: what has its posts among them needs no other, and words are only read in these.
WITH copies AS
(
    SELECT created_at, source, id FROM settled FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        AND has(flags, 'copied')
)
SELECT term, source, id, toUnixTimestamp64Milli(created_at) AS at, toUnixTimestamp(expires_at) AS until
FROM
(
    SELECT
        created_at, source, id, expires_at, reactions,
        concat(' ', arrayStringConcat(tokens(lowerUTF8(concat(title, ' ', text))), ' '), ' ') AS said
    FROM
    (
        SELECT created_at, source, id, expires_at, title, text, likes + replies + shares AS reactions
        FROM posts FINAL
        WHERE city = {city:String}
            AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
            AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
            AND expires_at > now('UTC') AND relevance != 'drop'
            AND hasAnyTokens(lowerUTF8(concat(title, ' ', text)), {words:Array(String)})
            AND ({topic:String} = '' OR has(topics, {topic:String}))
            AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
            AND source NOT IN {leftOut:Array(String)}
        ORDER BY reactions DESC, created_at, source, id
        LIMIT {most:UInt32}
    )
    -- tells most of those apart that say the one word of a pair alone, at a third of the cost of what follows
    WHERE multiSearchAny(lowerUTF8(concat(title, ' ', text)), {terms:Array(String)})
        AND (created_at, source, id) NOT IN (copies)
)
ARRAY JOIN arrayFilter((t, place) -> place > 0, {terms:Array(String)},
    multiSearchAllPositions(said, arrayMap(t -> concat(' ', t, ' '), {terms:Array(String)}))) AS term
ORDER BY term, reactions DESC, created_at, source, id
LIMIT {postsPerTerm:UInt32} BY term
