-- How many posts of the weeks before say each of some terms, all days together; and, as term '', how many there were at most of a term that was too rare
-- to be kept: of each day as many as of its rarest.
SELECT term, sum(said) AS posts
FROM said_day FINAL
ARRAY JOIN terms.term AS term, terms.n AS said
WHERE city = {city:String} AND topic = '' AND day >= {fromDay:Date} AND day < {toDay:Date}
    AND term IN {terms:Array(String)}
GROUP BY term
UNION ALL
SELECT '' AS term, toUInt64(sum(rarest))
FROM
(
    SELECT day, if(uniqExact(term) < 500, 1, min(said)) AS rarest
    FROM
    (
        SELECT day, term, sum(posts) AS said
        FROM said_day FINAL
        ARRAY JOIN terms.term AS term, terms.n AS posts
        WHERE city = {city:String} AND topic = '' AND day >= {fromDay:Date} AND day < {toDay:Date}
        GROUP BY day, term
    )
    GROUP BY day
)
