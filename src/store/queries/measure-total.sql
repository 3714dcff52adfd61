-- Sums of a period from the sums of whole days: per bucket (days since 1970) and, if asked, per topic. What measure-day.sql says of
-- questions that name no place, source, kind or language.
SELECT
    roundDown(toUInt16(day), {starts:Array(UInt16)}) AS bucket,
    if({by:String} = 'topic', toString(topic), '') AS grp,
    uniqCombinedArray(17)(rollup_total.people) AS voice_count,
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
