-- Of each of some terms the posts of a period that say it, as the days' sums know them: those with most reactions, so many of each. What the period's rows
-- cannot tell, since those of a day are older than this column, is told by one row without a term.
SELECT term, source, id, at
FROM
(
    SELECT
        toString(carrier_term) AS term, toString(source) AS source, carrier_id AS id, toUnixTimestamp64Milli(carrier_at) AS at, reactions
    FROM said_day FINAL
    ARRAY JOIN
        carriers.term AS carrier_term, carriers.reactions AS reactions, carriers.at AS carrier_at, carriers.id AS carrier_id
    PREWHERE city = {city:String} AND topic = ''
        AND day >= {fromDay:Date} AND day < {toDay:Date}
    WHERE carrier_term IN {terms:Array(String)}
    UNION ALL
    SELECT '', '', '', 0, 0
    FROM said_day FINAL
    PREWHERE city = {city:String} AND topic = ''
        AND day >= {fromDay:Date} AND day < {toDay:Date}
    GROUP BY day
    HAVING max(notEmpty(terms.n)) AND NOT max(notEmpty(carriers.reactions))
    LIMIT 1
)
ORDER BY term, reactions DESC, at, source, id
LIMIT {postsPerTerm:UInt32} BY term
