-- What is said of a topic in a period: of some terms how many voices said them, and what copies and machines have of it. People are
-- told apart for these terms only: it is most of the work.
SELECT
    term, uniqCombinedIf(17)(person, is_voice) AS voice_count, sum(posts) AS said, sum(copied_posts) AS copies,
    sum(automated_posts) AS machine_posts, sum(official_posts) AS city_posts,
    sumMapIf(map(toString(source), toUInt64(posts)), NOT is_voice) AS by_source
FROM
(
    SELECT
        source, term, posts, copied_posts, automated_posts, official_posts, toUInt32(0) AS person, false AS is_voice
    FROM said_day FINAL
    ARRAY JOIN
        terms.term AS term, terms.n AS posts, terms.copied AS copied_posts, terms.automated AS automated_posts,
        terms.official AS official_posts
    PREWHERE city = {city:String} AND topic = {topic:String}
        AND day >= {fromDay:Date} AND day < {toDay:Date}
        AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
        AND source NOT IN {leftOut:Array(String)}
    WHERE term IN {terms:Array(String)}
    UNION ALL
    SELECT source, term, 0, 0, 0, 0, person, true
    FROM said_day FINAL
    ARRAY JOIN voices.term AS term, voices.person AS person
    PREWHERE city = {city:String} AND topic = {topic:String}
        AND day >= {fromDay:Date} AND day < {toDay:Date}
        AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
        AND source NOT IN {leftOut:Array(String)}
    WHERE term IN {terms:Array(String)}
)
GROUP BY term
