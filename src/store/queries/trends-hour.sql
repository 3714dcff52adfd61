-- Posts per topic, neighbourhood and source in hours of a period and of the like stretches of the weeks before it, from the hourly sums: by parts of hours that count
-- alike.
SELECT
    topic, place, source,
    arrayFlatten(groupArray([toUInt64(part), posts, city_posts, machine_posts, copies])) AS counts
FROM
(
    SELECT
        toString(topic) AS topic, toString(place) AS place, toString(source) AS source,
        transform(toUInt32(hour), {edgeHours:Array(UInt32)}, {hourParts:Array(UInt16)}, toUInt16(65535)) AS part,
        sum(n) AS posts, sum(official) AS city_posts, sum(automated) AS machine_posts, sum(copied) AS copies
    FROM rollup_hour FINAL
    PREWHERE city = {city:String}
        AND (empty({topics:Array(String)}) OR topic IN {topics:Array(String)})
        AND day >= {fromDay:Date} AND day <= {toDay:Date}
        AND day IN {edgeDays:Array(Date)} AND toUInt32(hour) IN {edgeHours:Array(UInt32)}
        AND (empty({places:Array(String)}) OR place IN {places:Array(String)})
        AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
        AND source NOT IN {leftOut:Array(String)}
        AND (empty({kinds:Array(String)}) OR kind IN {kinds:Array(String)})
        AND (empty({langs:Array(String)}) OR lang IN {langs:Array(String)})
    WHERE n > 0
    GROUP BY topic, place, source, part
)
GROUP BY topic, place, source
