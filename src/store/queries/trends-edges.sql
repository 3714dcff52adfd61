-- What trends-whole.sql says, of hours of days that no stretch has as a whole, from the hourly sums: by parts of hours that count alike.
SELECT
    topic, place,
    arrayFlatten(groupArray([toUInt64(part), posts, city_posts, machine_posts, copies])) AS counts
FROM
(
    SELECT
        toString(topic) AS topic, toString(place) AS place,
        transform(toUInt32(hour), {edgeHours:Array(UInt32)}, {hourParts:Array(UInt16)}, toUInt16(65535)) AS part,
        sum(n) AS posts, sum(official) AS city_posts, sum(automated) AS machine_posts, sum(copied) AS copies
    FROM rollup_hour FINAL
    PREWHERE city = {city:String} AND topic IN {topics:Array(String)} AND day >= {fromDay:Date} AND day <= {toDay:Date}
        AND day IN {edgeDays:Array(Date)} AND toUInt32(hour) IN {edgeHours:Array(UInt32)}
    WHERE n > 0
    GROUP BY topic, place, part
)
GROUP BY topic, place
