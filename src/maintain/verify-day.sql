-- Keys of one city day whose sums differ from what its posts say now.
WITH sealed AS
(
    SELECT source
    FROM rollup_day FINAL
    WHERE city = {city:String} AND day = {day:Date} AND n > 0
    GROUP BY source
    HAVING min(expires_at) <= now('UTC')
),
verdicts AS
(
    SELECT created_at, source, id, flags FROM settled FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
)
SELECT
    0 AS hour, topic, source, kind, lang, place,
    sumMap(rollup_sums) AS rollup, sumMap(post_sums) AS posts
FROM
(
    SELECT
        topic, source, kind, lang, place,
        map('n', n, 'voices', length(people), 'reach', reach,
            'negative', negative, 'neutral', neutral, 'positive', positive,
            'official', official, 'automated', automated, 'copied', copied,
            'clean_n', clean_n, 'clean_reach', clean_reach,
            'clean_negative', clean_negative, 'clean_neutral', clean_neutral,
            'clean_positive', clean_positive) AS rollup_sums,
        CAST(map(), 'Map(String, UInt64)') AS post_sums
    FROM rollup_day FINAL
    WHERE city = {city:String} AND day = {day:Date} AND source NOT IN (sealed)
    UNION ALL
    SELECT
        tagged.1 AS topic, source, kind, lang, neighbourhood AS place,
        CAST(map(), 'Map(String, UInt64)') AS rollup_sums,
        map('n', count(), 'voices', uniqExact(person), 'reach', toUInt64(sum(views)),
            'negative', countIf(tagged.2 = 'negative'),
            'neutral', countIf(tagged.2 = 'neutral'),
            'positive', countIf(tagged.2 = 'positive'),
            'official', countIf(is_official), 'automated', countIf(is_automated), 'copied', countIf(is_copied),
            'clean_n', countIf(clean),
            'clean_reach', toUInt64(sumIf(views, clean)),
            'clean_negative', countIf(clean AND tagged.2 = 'negative'),
            'clean_neutral', countIf(clean AND tagged.2 = 'neutral'),
            'clean_positive', countIf(clean AND tagged.2 = 'positive')) AS post_sums
    FROM
    (
        SELECT *,
            toUInt32(intHash64(bitXor(if(author = '', sipHash64(source, id), sipHash64(author)), 0x4CF2D2BAAE6DA887))) AS person,
            official = 1 OR has(flags, 'official') AS is_official,
            has(flags, 'automated') OR (created_at, source, id) IN
                (SELECT created_at, source, id FROM verdicts WHERE has(flags, 'automated')) AS is_automated,
            has(flags, 'syndicated') OR (created_at, source, id) IN
                (SELECT created_at, source, id FROM verdicts WHERE has(flags, 'copied')) AS is_copied,
            relevance = 'keep' AND NOT is_official AND NOT is_automated AND NOT is_copied AS clean
        FROM posts FINAL
        WHERE city = {city:String}
            AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
            AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
            AND source NOT IN (sealed) AND relevance != 'drop'
    )
    ARRAY JOIN arrayConcat([('', toString(sentiment))],
        arrayMap((t, s) -> (toString(t), toString(s)), topics, topic_sentiments)) AS tagged
    GROUP BY topic, source, kind, lang, place
)
GROUP BY topic, source, kind, lang, place
HAVING arrayExists(name -> rollup[name] != posts[name], mapKeys(mapConcat(rollup, posts)))
ORDER BY topic, source, kind, lang, place
LIMIT 1000
