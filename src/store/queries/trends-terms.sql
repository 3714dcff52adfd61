-- What is said of a topic in a period (stretch 0) and in the like stretches before it: terms that enough voices said in the period. People are
-- told apart in the period alone: that is most of the work.
WITH heard AS
(
    SELECT
        term, n,
        transform(toUInt16(day), {slots:Array(UInt16)}, {stretchOf:Array(UInt8)}, toUInt8(255)) AS stretch
    FROM terms_day FINAL
    WHERE city = {city:String} AND topic = {topic:String}
        AND day >= {fromDay:Date} AND day < {toDay:Date}
        AND toUInt16(day) IN {slots:Array(UInt16)}
        AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
        AND source NOT IN {leftOut:Array(String)}
        AND (source, stretch) NOT IN (SELECT arrayJoin(arrayZip({gapSources:Array(String)}, {gapStretches:Array(UInt8)})))
        AND n > 0
),
present AS
(
    SELECT
        term, sum(n) AS now, uniqMerge(terms_day.voices) AS voice_count, sum(copied) AS copies, sum(automated) AS machine_posts,
        sum(official) AS city_posts, sumMap(map(toString(source), toUInt64(n))) AS by_source
    FROM terms_day FINAL
    WHERE city = {city:String} AND topic = {topic:String}
        AND day >= {sinceDay:Date} AND day < {toDay:Date}
        AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
        AND source NOT IN {leftOut:Array(String)}
        AND n > 0
    GROUP BY term
    HAVING voice_count >= {voices:UInt32}
)
SELECT term, now, voice_count, copies, machine_posts, city_posts, before, by_source, 1 AS terms
FROM present
LEFT JOIN
(
    SELECT term, groupArray((stretch, posts)) AS before
    FROM (SELECT term, stretch, sum(n) AS posts FROM heard WHERE stretch > 0 AND term IN (SELECT term FROM present) GROUP BY term, stretch)
    GROUP BY term
) AS past USING (term)
UNION ALL
-- all that is said, to compare with
SELECT '' AS term, sumIf(posts, stretch = 0), 0, 0, 0, 0, groupArrayIf((stretch, posts), stretch > 0), map(), uniqExactMerge(said)
FROM (SELECT stretch, sum(n) AS posts, uniqExactState(term) AS said FROM heard GROUP BY stretch)
