-- What is known of each source: its posts of the last day, up to where the ledger has it, and its last run.
SELECT
    source,
    sum(posts) AS post_count,
    max(covered_to) AS covered_until,
    max(collections) AS collection_count,
    max(last_run) AS run_json
FROM
(
    SELECT source, count() AS posts, 0 AS covered_to, 0 AS collections, '' AS last_run
    FROM posts FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({now:Int64}, 'UTC')
        AND expires_at > now('UTC') AND relevance != 'drop'
    GROUP BY source
    UNION ALL
    SELECT
        source,
        0,
        toUnixTimestamp64Milli(maxIf(covered_to, how = 'import' OR ended NOT IN ('failed', 'blocked', 'truncated'))),
        countIf(how = 'collect'),
        ''
    FROM state_coverage FINAL
    WHERE city = {city:String} AND channel = ''
    GROUP BY source
    UNION ALL
    SELECT substring(run, length('collect ') + 1), 0, 0, 1, value
    FROM state_run FINAL
    WHERE city = {city:String} AND startsWith(run, 'collect ') AND NOT startsWith(run, 'collect past of ')
)
GROUP BY source
ORDER BY source
