-- What trends-whole.sql says, of the hours of days that no stretch has as a whole, from the hourly sums.
SELECT
    topic, place,
    arrayFlatten(groupArray([toUInt64(stretch), posts, city_posts, machine_posts, copies])) AS counts
FROM
(
    SELECT
        toString(topic) AS topic, toString(place) AS place,
        transform(toUInt32(hour), {edgeHours:Array(UInt32)}, {hourStretches:Array(UInt8)}, toUInt8(255)) AS stretch,
        transform(toUInt32(hour), {edgeHours:Array(UInt32)}, {hourWeights:Array(UInt8)}, toUInt8(0)) AS weight,
        sum(n * weight) AS posts, sum(official * weight) AS city_posts,
        sum(automated * weight) AS machine_posts, sum(copied * weight) AS copies
    FROM rollup_hour FINAL
    PREWHERE city = {city:String} AND topic IN {topics:Array(String)} AND day >= {fromDay:Date} AND day <= {toDay:Date}
        AND day IN {edgeDays:Array(Date)} AND toUInt32(hour) IN {edgeHours:Array(UInt32)}
    WHERE n > 0
    GROUP BY topic, place, stretch, weight
)
GROUP BY topic, place
