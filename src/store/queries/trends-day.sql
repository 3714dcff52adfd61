-- Posts per topic, neighbourhood and source in a period (stretch 0) and in the like stretches of the weeks before it, from the daily sums.
SELECT
    topic, place, source,
    arrayFlatten(groupArray([toUInt64(stretch), posts, city_posts, machine_posts, copies])) AS counts
FROM
(
    SELECT
        toString(topic) AS topic, toString(place) AS place, toString(source) AS source,
        transform(toUInt16(day), {slots:Array(UInt16)}, {stretchOf:Array(UInt8)}, toUInt8(255)) AS stretch,
        transform(toUInt16(day), {slots:Array(UInt16)}, {weights:Array(UInt8)}, toUInt8(0)) AS weight,
        sum(n * weight) AS posts, sum(official * weight) AS city_posts,
        sum(automated * weight) AS machine_posts, sum(copied * weight) AS copies
    FROM rollup_day FINAL
    PREWHERE city = {city:String}
        AND (empty({topics:Array(String)}) OR topic IN {topics:Array(String)})
        AND day >= {fromDay:Date} AND day <= {toDay:Date}
        AND toUInt16(day) IN {slots:Array(UInt16)}
        AND (empty({places:Array(String)}) OR place IN {places:Array(String)})
        AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
        AND source NOT IN {leftOut:Array(String)}
        AND (empty({kinds:Array(String)}) OR kind IN {kinds:Array(String)})
        AND (empty({langs:Array(String)}) OR lang IN {langs:Array(String)})
    WHERE n > 0
    GROUP BY topic, place, source, stretch, weight
)
GROUP BY topic, place, source
