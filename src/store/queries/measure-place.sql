-- Sums of a period from the sums of places by day: per bucket (days since 1970) and, if asked, per topic or place. What measure-day.sql says of
-- questions about named places, or each of them, that name no source, kind or language.
SELECT
    roundDown(toUInt16(day), {starts:Array(UInt16)}) AS bucket,
    multiIf({by:String} = 'topic', toString(topic), {by:String} = 'place', toString(place), '') AS grp,
    if(bitmapCardinality(groupBitmapMergeState(marks) AS all_marks) = 0, arrayUniq(groupArrayArray(rollup_place.people)), toUInt64(round(-1048576 * log(1 - least(
        bitmapOrCardinality(all_marks, arrayReduce('groupBitmapState', arrayMap(hash -> bitShiftRight(hash, 12), arraySort(groupArrayArray(rollup_place.people))))),
        1048575) / 1048576)))) AS voice_count,
    sum(reach) AS reach_sum,
    sum(negative) AS all_negative,
    sum(neutral) AS all_neutral,
    sum(positive) AS all_positive,
    sum(clean_negative) AS sure_negative,
    sum(clean_neutral) AS sure_neutral,
    sum(clean_positive) AS sure_positive,
    sum(n) AS volume
FROM rollup_place FINAL
PREWHERE city = {city:String}
    AND (empty({places:Array(String)}) OR place IN {places:Array(String)})
    AND topic IN {topics:Array(String)}
    AND day >= {fromDay:Date} AND day < {toDay:Date}
    AND NOT (day >= {holeFromDay:Date} AND day < {holeToDay:Date})
WHERE n > 0
GROUP BY bucket, grp
