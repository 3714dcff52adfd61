-- Posts per term of a topic in a period (stretch 0) and in the like stretches before it, of the terms that may have enough voices (no post has more
-- than one), and of all together (term '') with how many terms there are.
SELECT term, sumMap(stretches) AS posts, count() AS terms
FROM
(
    SELECT term, sumMap(map(stretch, said)) AS stretches
    FROM
    (
        SELECT
            term, toUInt64(posts) AS said,
            transform(toUInt16(day), {slots:Array(UInt16)}, {stretchOf:Array(UInt8)}, toUInt8(255)) AS stretch
        FROM said_day FINAL
        ARRAY JOIN terms.term AS term, terms.n AS posts
        PREWHERE city = {city:String} AND topic = {topic:String}
            AND day >= {fromDay:Date} AND day < {toDay:Date}
            AND toUInt16(day) IN {slots:Array(UInt16)}
            AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
            AND source NOT IN {leftOut:Array(String)}
        WHERE (source, stretch) NOT IN (SELECT arrayJoin(arrayZip({gapSources:Array(String)}, {gapStretches:Array(UInt8)})))
    )
    GROUP BY term
)
GROUP BY ROLLUP(term)
HAVING term = '' OR posts[0] >= {voices:UInt32}
