-- Posts of a decision in the order of a hash of their keys, so that the first of them are drawn by chance; labelled ones are left out, and
-- imported ones were not judged.
SELECT source, id, toUnixTimestamp64Milli(created_at) AS at, title, text, parent_text, thread_title,
    relevance AS decision, relevance_score AS score, relevance_reason AS reason
FROM posts FINAL
WHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    AND expires_at > now('UTC')
    AND relevance = {decision:String}
    AND relevance_reason != 'imported'
    AND (source, id) NOT IN (SELECT source, id FROM state_relevance_label FINAL WHERE city = {city:String})
ORDER BY sipHash64(source, id)
LIMIT {limit:UInt32}
