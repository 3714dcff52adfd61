-- Distinct voices of a period of some topics in all neighbourhoods ('*') or in one (cells: topic/area), and their sources, from the hourly sums.
SELECT
    toString(topic) AS topic, area, uniqCombinedArray(17)(rollup_hour.people) AS voice_count,
    (sumMap([toString(source)], [n]) AS by_source).1 AS source_names, by_source.2 AS source_posts
FROM rollup_hour FINAL
ARRAY JOIN ['*', toString(place)] AS area
PREWHERE city = {city:String}
    AND (empty({topics:Array(String)}) OR topic IN {topics:Array(String)})
    AND day >= {fromDay:Date} AND day <= {toDay:Date}
    AND hour >= toDateTime({from:UInt32}, 'UTC') AND hour < toDateTime({to:UInt32}, 'UTC')
    AND (empty({places:Array(String)}) OR place IN {places:Array(String)})
    AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
    AND source NOT IN {leftOut:Array(String)}
    AND (empty({kinds:Array(String)}) OR kind IN {kinds:Array(String)})
    AND (empty({langs:Array(String)}) OR lang IN {langs:Array(String)})
WHERE n > 0 AND has({cells:Array(String)}, concat(topic, '/', area))
GROUP BY topic, area
