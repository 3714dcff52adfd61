-- Sums of a period from the posts themselves, for filters that the rollups do not have. mode: `all` counts every post
-- once with its own sentiment; `each` once per (wanted) topic, with the topic's sentiment; `any` once if it has one.
WITH
    {mode:String} AS mode,
    {topics:Array(String)} AS wanted,
    left_out AS
    (
        SELECT created_at, source, id FROM settled FINAL
        WHERE city = {city:String}
            AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
            AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
            AND ((has(flags, 'copied') AND NOT has({include:Array(String)}, 'copied'))
                OR (has(flags, 'automated') AND NOT has({include:Array(String)}, 'automated')))
    )
SELECT
    roundDown(toUInt32(toUnixTimestamp(created_at)), {starts:Array(UInt32)}) AS bucket,
    multiIf({by:String} = 'topic', tagged.1, {by:String} = 'place', toString(neighbourhood),
        {by:String} = 'source', toString(source), {by:String} = 'sentiment', tagged.2,
        {by:String} = 'intent', toString(intent), '') AS grp,
    uniqCombined(17)(toUInt32(intHash64(bitXor(if(author = '', sipHash64(source, id), sipHash64(author)), 0x4CF2D2BAAE6DA887)))) AS voice_count,
    sum(views) AS reach_sum,
    countIf(tagged.2 = 'negative') AS all_negative,
    countIf(tagged.2 = 'neutral') AS all_neutral,
    countIf(tagged.2 = 'positive') AS all_positive,
    countIf(sure AND tagged.2 = 'negative') AS sure_negative,
    countIf(sure AND tagged.2 = 'neutral') AS sure_neutral,
    countIf(sure AND tagged.2 = 'positive') AS sure_positive,
    count() AS volume
FROM
(
    SELECT
        created_at, source, id, author, neighbourhood, views, topics, topic_sentiments, sentiment, intent,
        relevance = 'keep'
            AND (has({include:Array(String)}, 'official') OR (official = 0 AND NOT has(flags, 'official')))
            AND (has({include:Array(String)}, 'automated') OR NOT has(flags, 'automated'))
            AND (has({include:Array(String)}, 'copied') OR NOT has(flags, 'syndicated'))
            AND (created_at, source, id) NOT IN (left_out) AS sure
    FROM posts FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        AND expires_at > now('UTC') AND relevance != 'drop'
        AND (empty({places:Array(String)}) OR neighbourhood IN {places:Array(String)})
        AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
        AND (empty({kinds:Array(String)}) OR kind IN {kinds:Array(String)})
        AND (empty({langs:Array(String)}) OR lang IN {langs:Array(String)})
        AND (empty({intents:Array(String)}) OR intent IN {intents:Array(String)})
        AND /* search */ 1
)
ARRAY JOIN multiIf(
    mode = 'each',
    arrayFilter(tag -> has(wanted, tag.1),
        arrayMap((t, s) -> (toString(t), toString(s)), topics, topic_sentiments)),
    mode = 'any' AND NOT hasAny(arrayMap(t -> toString(t), topics), wanted),
    CAST([], 'Array(Tuple(String, String))'),
    [('', toString(sentiment))]) AS tagged
WHERE empty({sentiments:Array(String)}) OR has({sentiments:Array(String)}, tagged.2)
GROUP BY bucket, grp
