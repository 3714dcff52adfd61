-- Distinct voices of a period of some topics in all neighbourhoods ('*') or in one (cells: topic/area), and their sources: whole days from the sums of days, the
-- hours at the ends from the hourly sums. What trends-voices-day.sql says of questions that name no place, source, kind or language.
SELECT
    topic, area,
    if(bitmapCardinality(groupBitmapMergeState(marks) AS all_marks) = 0, arrayUniq(groupArrayArray(people)), toUInt64(round(-1048576 * log(1 - least(
        bitmapOrCardinality(all_marks, arrayReduce('groupBitmapState', arrayMap(hash -> bitShiftRight(hash, 12), arraySort(groupArrayArray(people))))),
        1048575) / 1048576)))) AS voice_count,
    (sumMap(names, posts) AS by_source).1 AS source_names, by_source.2 AS source_posts
FROM
(
    SELECT toString(topic) AS topic, '*' AS area, people, marks, sources.source AS names, sources.n AS posts
    FROM rollup_total FINAL
    PREWHERE city = {city:String} AND topic IN {topics:Array(String)} AND day >= {fromDay:Date} AND day <= {toDay:Date}
        AND toUInt16(day) IN {wholeDays:Array(UInt16)} AND has({cells:Array(String)}, concat(topic, '/*'))
    WHERE n > 0
    UNION ALL
    SELECT toString(topic) AS topic, toString(place) AS area, people, marks, sources.source AS names, sources.n AS posts
    FROM rollup_place FINAL
    PREWHERE city = {city:String} AND topic IN {topics:Array(String)} AND day >= {fromDay:Date} AND day <= {toDay:Date}
        AND toUInt16(day) IN {wholeDays:Array(UInt16)} AND has({cells:Array(String)}, concat(topic, '/', place))
    WHERE n > 0
    UNION ALL
    SELECT toString(topic) AS topic, area, people, arrayReduce('groupBitmapState', emptyArrayUInt32()) AS marks, [source] AS names, [n] AS posts
    FROM rollup_hour FINAL
    ARRAY JOIN arrayFilter(name -> has({cells:Array(String)}, concat(topic, '/', name)), ['*', toString(place)]) AS area
    PREWHERE city = {city:String} AND topic IN {topics:Array(String)} AND day >= {fromDay:Date} AND day <= {toDay:Date}
        AND day IN {edgeDays:Array(Date)} AND toUInt32(hour) IN {edgeHours:Array(UInt32)}
    WHERE n > 0
)
GROUP BY topic, area
