-- What is said of a topic in a period (stretch 0) and in the like stretches before it: terms that enough voices said in the period.
WITH said AS
(
    SELECT
        term, source, n, voices, copied, automated, official,
        transform(toUInt16(day), {slots:Array(UInt16)}, {stretchOf:Array(UInt8)}, toUInt8(255)) AS stretch
    FROM terms_day FINAL
    WHERE city = {city:String} AND topic = {topic:String}
        AND day >= {fromDay:Date} AND day < {toDay:Date}
        AND toUInt16(day) IN {slots:Array(UInt16)}
        AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
        AND source NOT IN {leftOut:Array(String)}
        AND (source, stretch) NOT IN (SELECT arrayJoin(arrayZip({gapSources:Array(String)}, {gapStretches:Array(UInt8)})))
        AND n > 0
)
SELECT
    term,
    sumIf(n, stretch = 0) AS now,
    uniqMergeIf(voices, stretch = 0) AS voice_count,
    sumIf(copied, stretch = 0) AS copies,
    sumIf(automated, stretch = 0) AS machine_posts,
    sumIf(official, stretch = 0) AS city_posts,
    sumForEach(arrayMap(at -> if(at = stretch, n, 0), range(1, {stretches:UInt8}))) AS before,
    sumMapIf(map(toString(source), toUInt64(n)), stretch = 0) AS by_source,
    1 AS terms
FROM said
GROUP BY term
HAVING voice_count >= {voices:UInt32}
UNION ALL
-- all that is said, to compare with
SELECT
    '' AS term, sumIf(n, stretch = 0), 0, 0, 0, 0,
    sumForEach(arrayMap(at -> if(at = stretch, n, 0), range(1, {stretches:UInt8}))), map(), uniqExact(term)
FROM said
