-- Sums of whole days by topic, day by day: days (since 1970) and their counts side by side. What lies between two days is read once, whatever periods
-- within it are asked for.
SELECT
    toString(topic) AS grp,
    groupArray(toUInt16(day)) AS buckets,
    groupArray(reach) AS reach_sum,
    groupArray(negative) AS all_negative,
    groupArray(neutral) AS all_neutral,
    groupArray(positive) AS all_positive,
    groupArray(clean_negative) AS sure_negative,
    groupArray(clean_neutral) AS sure_neutral,
    groupArray(clean_positive) AS sure_positive,
    groupArray(n) AS volume
FROM rollup_total FINAL
PREWHERE city = {city:String} AND day >= {fromDay:Date} AND day < {toDay:Date}
WHERE n > 0
GROUP BY grp
