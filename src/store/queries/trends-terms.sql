-- What is said of a topic in a period: terms that enough voices said.
SELECT
    term, sum(n) AS now, uniqMerge(terms_day.voices) AS voice_count, sum(copied) AS copies, sum(automated) AS machine_posts,
    sum(official) AS city_posts, sumMap(map(toString(source), toUInt64(n))) AS by_source
FROM terms_day FINAL
PREWHERE city = {city:String} AND topic = {topic:String}
    AND day >= {sinceDay:Date} AND day < {toDay:Date}
    AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
    AND source NOT IN {leftOut:Array(String)}
WHERE n > 0
GROUP BY term
HAVING voice_count >= {voices:UInt32}
