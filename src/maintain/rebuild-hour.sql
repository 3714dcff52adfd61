-- The sums of some city days, hour by hour: their posts as they stand now, and zeros for every key that is already there,
-- so that a key whose posts are gone is emptied. Sources whose posts retention has begun to remove keep their sums.
INSERT INTO rollup_hour
(
    city, topic, day, hour, source, kind, lang, place,
    n, people, reach, negative, neutral, positive, official, automated, copied,
    clean_n, clean_reach, clean_negative, clean_neutral, clean_positive,
    expires_at, version
)
WITH sealed AS
(
    SELECT day, source
    FROM rollup_hour FINAL
    WHERE city = {city:String} AND day IN {days:Array(Date)} AND n > 0
    GROUP BY day, source
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
    {city:String} AS city, topic, day, hour, source, kind, lang, place,
    countIf(present), arraySort(groupUniqArrayIf(person, present)), sumIf(views, present),
    countIf(present AND label = 'negative'),
    countIf(present AND label = 'neutral'),
    countIf(present AND label = 'positive'),
    countIf(is_official), countIf(is_automated), countIf(is_copied),
    countIf(clean), sumIf(views, clean),
    countIf(clean AND label = 'negative'),
    countIf(clean AND label = 'neutral'),
    countIf(clean AND label = 'positive'),
    if(countIf(present) = 0, toDateTime('2106-02-06 00:00:00', 'UTC'), minIf(post_expires_at, present)),
    {version:UInt64} AS version
FROM
(
    SELECT
        tagged.1 AS topic,
        toDateTime(roundDown(toUInt32(toUnixTimestamp(created_at)), {hours:Array(UInt32)}), 'UTC') AS hour,
        transform(toUInt32(toUnixTimestamp(hour)), {hours:Array(UInt32)}, {hourDays:Array(Date)}, toDate(0)) AS day,
        source, kind, lang, neighbourhood AS place,
        tagged.2 AS label,
        -- as the states of uniq hashed it before migration 0024: intHash64 without the number that the function of SQL mixes in
        toUInt32(intHash64(bitXor(if(author = '', sipHash64(source, id), sipHash64(author)), 0x4CF2D2BAAE6DA887))) AS person,
        toUInt64(views) AS views,
        true AS present,
        official = 1 OR has(flags, 'official') AS is_official,
        has(flags, 'automated') OR (created_at, source, id) IN
            (SELECT created_at, source, id FROM verdicts WHERE has(flags, 'automated')) AS is_automated,
        has(flags, 'syndicated') OR (created_at, source, id) IN
            (SELECT created_at, source, id FROM verdicts WHERE has(flags, 'copied')) AS is_copied,
        relevance = 'keep' AND NOT is_official AND NOT is_automated AND NOT is_copied AS clean,
        expires_at AS post_expires_at
    FROM posts FINAL
    ARRAY JOIN arrayConcat([('', toString(sentiment))],
        arrayMap((t, s) -> (toString(t), toString(s)), topics, topic_sentiments)) AS tagged
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        AND day IN {days:Array(Date)} AND (day, source) NOT IN (sealed)
        AND relevance != 'drop'
    UNION ALL
    SELECT topic, hour, day, source, kind, lang, place, '', 0, 0, false, false, false, false, false, expires_at
    FROM rollup_hour FINAL
    WHERE city = {city:String} AND day IN {days:Array(Date)} AND (day, source) NOT IN (sealed)
)
GROUP BY topic, day, hour, source, kind, lang, place
