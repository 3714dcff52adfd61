-- Sums per topic, neighbourhood and source in each hour of the weeks before, for rules that watch a topic, a neighbourhood or everything ('').
-- slot: hours since the first of them, by the city's clock.
SELECT
    topic, area, source,
    groupArray((slot, posts, own_posts, own_negative, own_positive)) AS hours
FROM
(
    SELECT
        toString(topic) AS topic, area, toString(source) AS source,
        transform(toUInt32(hour), {hours:Array(UInt32)}, {slots:Array(UInt16)}, toUInt16(65535)) AS slot,
        sum(n) AS posts, sum(clean_n) AS own_posts, sum(clean_negative) AS own_negative, sum(clean_positive) AS own_positive
    FROM rollup_hour FINAL
    ARRAY JOIN if(topic = '' AND has({places:Array(String)}, toString(place)), ['', toString(place)], ['']) AS area
    WHERE city = {city:String}
        AND topic IN {topics:Array(String)}
        AND day >= {fromDay:Date} AND day <= {toDay:Date}
        AND hour >= toDateTime({from:UInt32}, 'UTC') AND hour < toDateTime({to:UInt32}, 'UTC')
        AND n > 0
    GROUP BY topic, area, source, slot
)
WHERE slot != 65535
GROUP BY topic, area, source
