-- The sums of whole city days by topic, from the sums of the day.
INSERT INTO rollup_total
(
    city, topic, day, n, people, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version
)
SELECT
    city, topic, day, sum(n), arraySort(groupUniqArrayArray(rollup_day.people)), sum(reach), sum(negative), sum(neutral), sum(positive),
    sum(clean_negative), sum(clean_neutral), sum(clean_positive), {version:UInt64}
FROM rollup_day FINAL
WHERE city = {city:String} AND day IN {days:Array(Date)}
GROUP BY city, topic, day
