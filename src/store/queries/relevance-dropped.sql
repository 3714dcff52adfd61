-- The sample of what was dropped, in the order of the hash that chose it.
SELECT source, id, toUnixTimestamp64Milli(created_at) AS at, title, text, parent_text, thread_title,
    'drop' AS decision, score, reason
FROM relevance_sample FINAL
WHERE city = {city:String}
    AND day >= {fromDay:Date} AND day < {toDay:Date}
    AND kept_at > now('UTC') - INTERVAL 30 DAY
    AND (source, id) NOT IN (SELECT source, id FROM state_relevance_label FINAL WHERE city = {city:String})
ORDER BY version
LIMIT {limit:UInt32}
