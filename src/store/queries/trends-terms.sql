-- What is said of a topic in a period: of some terms how many voices said them, and what copies and machines have of it. People are
-- told apart for these terms only: it is most of the work.
SELECT
    term, uniqCombinedArray(17)(terms_day.people) AS voice_count, sum(n) AS said, sum(copied) AS copies, sum(automated) AS machine_posts,
    sum(official) AS city_posts, sumMap(map(toString(source), toUInt64(n))) AS by_source
FROM terms_day FINAL
PREWHERE city = {city:String} AND topic = {topic:String}
    AND day >= {fromDay:Date} AND day < {toDay:Date}
    AND term IN {terms:Array(String)}
    AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
    AND source NOT IN {leftOut:Array(String)}
WHERE n > 0
GROUP BY term
