-- Sums of a period from the sums of whole days: per bucket (days since 1970) and, if asked, per topic. What measure-day.sql says of
-- questions that name no place, source, kind or language. People of few a day are told apart by their hashes; where a day had many, by how many of 1,048,576
-- places are taken (linear counting: Whang, Vander-Zanden and Taylor 1990, https://doi.org/10.1145/78922.78925).
SELECT
    roundDown(toUInt16(day), {starts:Array(UInt16)}) AS bucket,
    if({by:String} = 'topic', toString(topic), '') AS grp,
    if(bitmapCardinality(groupBitmapMergeState(marks) AS all_marks) = 0, arrayUniq(groupArrayArray(rollup_total.people)), toUInt64(round(-1048576 * log(1 - least(
        bitmapOrCardinality(all_marks, arrayReduce('groupBitmapState', arrayMap(hash -> bitShiftRight(hash, 12), arraySort(groupArrayArray(rollup_total.people))))),
        1048575) / 1048576)))) AS voice_count,
    sum(reach) AS reach_sum,
    sum(negative) AS all_negative,
    sum(neutral) AS all_neutral,
    sum(positive) AS all_positive,
    sum(clean_negative) AS sure_negative,
    sum(clean_neutral) AS sure_neutral,
    sum(clean_positive) AS sure_positive,
    sum(n) AS volume
FROM rollup_total FINAL
PREWHERE city = {city:String}
    AND topic IN {topics:Array(String)}
    AND day >= {fromDay:Date} AND day < {toDay:Date}
    AND NOT (day >= {holeFromDay:Date} AND day < {holeToDay:Date})
WHERE n > 0
GROUP BY bucket, grp
-- A month is one part of a few long stretches: both cores have as much to do when they take them piece by piece.
SETTINGS merge_tree_min_rows_for_concurrent_read = 16, merge_tree_min_bytes_for_concurrent_read = 1000000, merge_tree_min_read_task_size = 1
