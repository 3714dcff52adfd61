-- The sums of whole city days by neighbourhood and topic, from the sums of the day.
INSERT INTO rollup_place
(
    city, place, topic, day, n, people, marks, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version,
    `sources.source`, `sources.n`
)
SELECT
    city, place, topic, day, sum(n),
    if(length(arraySort(groupUniqArrayArray(rollup_day.people)) AS all_people) > 256, emptyArrayUInt32(), all_people),
    arrayReduce('groupBitmapState', if(length(all_people) > 256, arrayMap(hash -> bitShiftRight(hash, 12), all_people), emptyArrayUInt32())),
    sum(reach), sum(negative), sum(neutral), sum(positive),
    sum(clean_negative), sum(clean_neutral), sum(clean_positive), {version:UInt64},
    (sumMap([toString(source)], [n]) AS by_source).1, by_source.2
FROM rollup_day FINAL
WHERE city = {city:String} AND day IN {days:Array(Date)} AND place != ''
GROUP BY city, place, topic, day
