-- The sums of whole city days by topic, with what each source and neighbourhood has of them, from the sums of the day.
INSERT INTO rollup_total
(
    city, topic, day, n, people, marks, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version,
    official, automated, copied, `sources.source`, `sources.n`,
    `places.place`, `places.n`, `places.official`, `places.automated`, `places.copied`
)
SELECT
    city, topic, day, sum(n),
    if(length(arraySort(groupUniqArrayArray(rollup_day.people)) AS all_people) > 256, emptyArrayUInt32(), all_people),
    arrayReduce('groupBitmapState', if(length(all_people) > 256, arrayMap(hash -> bitShiftRight(hash, 12), all_people), emptyArrayUInt32())),
    sum(reach), sum(negative), sum(neutral), sum(positive),
    sum(clean_negative), sum(clean_neutral), sum(clean_positive), {version:UInt64},
    sum(official), sum(automated), sum(copied), (sumMap([toString(source)], [n]) AS by_source).1, by_source.2,
    (sumMapIf([toString(place)], [n], [official], [automated], [copied], place != '') AS by_place).1,
    by_place.2, by_place.3, by_place.4, by_place.5
FROM rollup_day FINAL
WHERE city = {city:String} AND day IN {days:Array(Date)}
GROUP BY city, topic, day
