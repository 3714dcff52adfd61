-- Topics and places of some city days whose sums differ from those of the day's rows: all posts in place '*', then each neighbourhood.
SELECT
    toString(day) AS city_day, area, topic,
    sumMap(total_sums) AS rollup, sumMap(day_sums) AS posts
FROM
(
    SELECT
        day, '*' AS area, topic,
        mapConcat(
            map('n', n, 'voices', length(people) + bitmapCardinality(marks), 'reach', reach,
                'negative', negative, 'neutral', neutral, 'positive', positive,
                'clean_negative', clean_negative, 'clean_neutral', clean_neutral, 'clean_positive', clean_positive,
                'official', official, 'automated', automated, 'copied', copied),
            mapFromArrays(arrayMap(name -> concat('n of ', name), sources.source), sources.n),
            mapFromArrays(arrayMap(name -> concat('n in ', name), places.place), places.n),
            mapFromArrays(arrayMap(name -> concat('official in ', name), places.place), places.official),
            mapFromArrays(arrayMap(name -> concat('automated in ', name), places.place), places.automated),
            mapFromArrays(arrayMap(name -> concat('copied in ', name), places.place), places.copied)) AS total_sums,
        CAST(map(), 'Map(String, UInt64)') AS day_sums
    FROM rollup_total FINAL
    WHERE city = {city:String} AND day IN {days:Array(Date)}
    UNION ALL
    SELECT
        day, '*' AS area, topic,
        CAST(map(), 'Map(String, UInt64)') AS total_sums,
        mapConcat(
            map('n', sum(n), 'voices', if(uniqExactArray(rollup_day.people) > 256, uniqExactArray(arrayMap(hash -> bitShiftRight(hash, 12), rollup_day.people)), uniqExactArray(rollup_day.people)), 'reach', sum(reach),
                'negative', sum(negative), 'neutral', sum(neutral), 'positive', sum(positive),
                'clean_negative', sum(clean_negative), 'clean_neutral', sum(clean_neutral),
                'clean_positive', sum(clean_positive),
                'official', sum(official), 'automated', sum(automated), 'copied', sum(copied)),
            mapFromArrays(arrayMap(name -> concat('n of ', name), (sumMap([toString(source)], [n]) AS by_source).1), by_source.2),
            mapFromArrays(arrayMap(name -> concat('n in ', name), (sumMapIf([toString(place)], [n], [official], [automated], [copied], place != '') AS by_place).1), by_place.2),
            mapFromArrays(arrayMap(name -> concat('official in ', name), by_place.1), by_place.3),
            mapFromArrays(arrayMap(name -> concat('automated in ', name), by_place.1), by_place.4),
            mapFromArrays(arrayMap(name -> concat('copied in ', name), by_place.1), by_place.5)) AS day_sums
    FROM rollup_day FINAL
    WHERE city = {city:String} AND day IN {days:Array(Date)}
    GROUP BY day, topic
    UNION ALL
    SELECT
        day, toString(place) AS area, topic,
        mapConcat(
            map('n', n, 'voices', length(people) + bitmapCardinality(marks), 'reach', reach,
                'negative', negative, 'neutral', neutral, 'positive', positive,
                'clean_negative', clean_negative, 'clean_neutral', clean_neutral, 'clean_positive', clean_positive),
            mapFromArrays(arrayMap(name -> concat('n of ', name), sources.source), sources.n)) AS total_sums,
        CAST(map(), 'Map(String, UInt64)') AS day_sums
    FROM rollup_place FINAL
    WHERE city = {city:String} AND day IN {days:Array(Date)}
    UNION ALL
    SELECT
        day, toString(place) AS area, topic,
        CAST(map(), 'Map(String, UInt64)') AS total_sums,
        mapConcat(
            map('n', sum(n), 'voices', if(uniqExactArray(rollup_day.people) > 256, uniqExactArray(arrayMap(hash -> bitShiftRight(hash, 12), rollup_day.people)), uniqExactArray(rollup_day.people)), 'reach', sum(reach),
                'negative', sum(negative), 'neutral', sum(neutral), 'positive', sum(positive),
                'clean_negative', sum(clean_negative), 'clean_neutral', sum(clean_neutral),
                'clean_positive', sum(clean_positive)),
            mapFromArrays(arrayMap(name -> concat('n of ', name), (sumMap([toString(source)], [n]) AS by_source).1), by_source.2)) AS day_sums
    FROM rollup_day FINAL
    WHERE city = {city:String} AND day IN {days:Array(Date)} AND place != ''
    GROUP BY day, area, topic
)
GROUP BY day, area, topic
HAVING arrayExists(name -> rollup[name] != posts[name], mapKeys(mapConcat(rollup, posts)))
ORDER BY day, area, topic
LIMIT 1000
