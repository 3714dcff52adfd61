-- What some posts of the last hours say, to find the words that burst: of each as much as is read for its words (src/alert/said.ts).
SELECT toString(source) AS source, id, substringUTF8(concat(title, '\n', text), 1, 4000) AS said, url
FROM posts FINAL
WHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    AND expires_at > now('UTC') AND relevance = 'keep'
ORDER BY posts.created_at DESC, posts.source, posts.id
LIMIT {limit:UInt32}
