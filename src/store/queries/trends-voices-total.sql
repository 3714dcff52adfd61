-- Distinct voices of a period of some topics in all neighbourhoods ('*') or in one (cells: topic/area), and their sources: what trends-voices-day.sql says
-- of questions that name no place, source, kind or language.
SELECT
    toString(topic) AS topic, '*' AS area, uniqCombinedArray(17)(rollup_total.people) AS voice_count,
    (sumMap(sources.source, sources.n) AS by_source).1 AS source_names, by_source.2 AS source_posts
FROM rollup_total FINAL
PREWHERE city = {city:String} AND topic IN {topics:Array(String)} AND day >= {fromDay:Date} AND day < {toDay:Date}
    AND has({cells:Array(String)}, concat(topic, '/*'))
WHERE n > 0
GROUP BY topic
UNION ALL
SELECT
    toString(topic) AS topic, toString(place) AS area, uniqCombinedArray(17)(rollup_place.people) AS voice_count,
    (sumMap(sources.source, sources.n) AS by_source).1 AS source_names, by_source.2 AS source_posts
FROM rollup_place FINAL
PREWHERE city = {city:String} AND topic IN {topics:Array(String)} AND day >= {fromDay:Date} AND day < {toDay:Date}
    AND has({cells:Array(String)}, concat(topic, '/', place))
WHERE n > 0
GROUP BY topic, area
