-- The coverage ledger per source and channel: since when there is something, since when it is collected, and the runs
-- that touch a period, in any order.
SELECT
    source,
    channel,
    toUnixTimestamp64Milli(min(covered_from)) AS since,
    toUnixTimestamp64Milli(minIf(covered_from, how = 'collect')) AS collected_since,
    countIf(how = 'collect') AS collections,
    groupArrayIf(
        (toUnixTimestamp64Milli(covered_from), toUnixTimestamp64Milli(covered_to), toString(ended), toString(how)),
        covered_to > fromUnixTimestamp64Milli({from:Int64}, 'UTC')
            AND covered_from < fromUnixTimestamp64Milli({to:Int64}, 'UTC')) AS runs
FROM state_coverage FINAL
WHERE city = {city:String}
    AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
GROUP BY source, channel
