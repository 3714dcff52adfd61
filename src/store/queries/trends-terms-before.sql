-- Posts per term of a topic in a period (first) and in each of the like stretches before it, of the terms that may have enough voices (no post has more
-- than one), and of all together (term '') with how many terms there are.
SELECT term, sumForEach(stretches) AS posts, count() AS terms
FROM
(
    SELECT
        term,
        sumResample(0, {stretches:UInt8}, 1)(said, transform(toUInt16(day), {slots:Array(UInt16)}, {stretchOf:Array(UInt8)}, toUInt8(255))) AS stretches
    FROM said_day FINAL
    ARRAY JOIN terms.term AS term, terms.n AS said
    PREWHERE city = {city:String} AND topic = {topic:String}
        AND day >= {fromDay:Date} AND day < {toDay:Date}
        AND toUInt16(day) IN {slots:Array(UInt16)}
        AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
        AND source NOT IN {leftOut:Array(String)}
        AND NOT has(
            arrayZip({gapSources:Array(String)}, {gapStretches:Array(UInt8)}),
            (toString(source), transform(toUInt16(day), {slots:Array(UInt16)}, {stretchOf:Array(UInt8)}, toUInt8(255))))
    GROUP BY term
)
GROUP BY ROLLUP(term)
HAVING term = '' OR posts[1] >= {voices:UInt32}
