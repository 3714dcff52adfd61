-- The posts of the last hours, without their words: what rules are judged by. The newest first.
WITH verdicts AS
(
    SELECT created_at, source, id, flags FROM settled FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
)
SELECT
    toUnixTimestamp64Milli(created_at) AS at,
    toString(source) AS source,
    id,
    toUInt32(if(author = '', sipHash64(source, id), sipHash64(author))) AS voice,
    if(thread_id != '', thread_id, if(replies > 0, id, '')) AS thread,
    arrayMap(t -> toString(t), topics) AS topic_ids,
    arrayMap(s -> toString(s), topic_sentiments) AS topic_feelings,
    toString(sentiment) AS feeling,
    toString(neighbourhood) AS place,
    official = 1 OR has(flags, 'official') AS is_official,
    has(flags, 'automated') OR (created_at, source, id) IN
        (SELECT created_at, source, id FROM verdicts WHERE has(flags, 'automated')) AS is_automated,
    has(flags, 'syndicated') OR (created_at, source, id) IN
        (SELECT created_at, source, id FROM verdicts WHERE has(flags, 'copied')) AS is_copied,
    relevance = 'keep' AND NOT is_official AND NOT is_automated AND NOT is_copied AS is_own
FROM posts FINAL
WHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    AND expires_at > now('UTC') AND relevance != 'drop'
ORDER BY posts.created_at DESC, posts.source, posts.id
LIMIT {limit:UInt32}
