-- Sums of a period that begins or ends within days, of named places or each of them: its whole days from the sums of places by day, the hours at its ends
-- from the hourly rollup. What measure-hour.sql says of questions that name no source, kind or language: per bucket (seconds since 1970) and, if asked, per topic
-- or place.
SELECT
    bucket,
    multiIf({by:String} = 'topic', toString(topic), {by:String} = 'place', toString(place), '') AS grp,
    if(bitmapCardinality(groupBitmapMergeState(marks) AS all_marks) = 0, arrayUniq(groupArrayArray(people)), toUInt64(round(-1048576 * log(1 - least(
        bitmapOrCardinality(all_marks, arrayReduce('groupBitmapState', arrayMap(hash -> bitShiftRight(hash, 12), arraySort(groupArrayArray(people))))),
        1048575) / 1048576)))) AS voice_count,
    sum(reach) AS reach_sum,
    sum(negative) AS all_negative,
    sum(neutral) AS all_neutral,
    sum(positive) AS all_positive,
    sum(clean_negative) AS sure_negative,
    sum(clean_neutral) AS sure_neutral,
    sum(clean_positive) AS sure_positive,
    sum(n) AS volume
FROM
(
    SELECT
        transform(toUInt16(day), {wholeDays:Array(UInt16)}, {wholeStarts:Array(UInt32)}, toUInt32(0)) AS bucket,
        topic, place, people, marks, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, n
    FROM rollup_place FINAL
    PREWHERE city = {city:String}
        AND (empty({places:Array(String)}) OR place IN {places:Array(String)})
        AND topic IN {topics:Array(String)}
        AND day >= {fromDay:Date} AND day <= {toDay:Date}
        AND toUInt16(day) IN {wholeDays:Array(UInt16)}
    WHERE n > 0
    UNION ALL
    SELECT
        roundDown(toUInt32(hour), {starts:Array(UInt32)}) AS bucket,
        topic, place, people, arrayReduce('groupBitmapState', emptyArrayUInt32()) AS marks, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, n
    FROM rollup_hour FINAL
    PREWHERE city = {city:String}
        AND (empty({places:Array(String)}) OR place IN {places:Array(String)})
        AND topic IN {topics:Array(String)}
        AND day >= {fromDay:Date} AND day <= {toDay:Date}
        AND day IN {edgeDays:Array(Date)}
        AND hour >= toDateTime({from:UInt32}, 'UTC') AND hour < toDateTime({to:UInt32}, 'UTC')
        AND NOT (hour >= toDateTime({holeFrom:UInt32}, 'UTC') AND hour < toDateTime({holeTo:UInt32}, 'UTC'))
    WHERE n > 0 AND place != ''
)
GROUP BY bucket, grp
