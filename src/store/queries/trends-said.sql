-- What the sums know of some terms of a topic in a period, row by row: how often each was said, and the posts that carry it (of all topics alone). A row that
-- `knows_carriers` is of a day that was summed since they are kept.
SELECT
    toUInt16(day) AS day_number, toString(source) AS source, notEmpty(terms.n) AS says, notEmpty(carriers.reactions) AS knows_carriers,
    arrayFilter(
        entry -> entry.1 IN {terms:Array(String)},
        arrayZip(terms.term, terms.n, terms.copied, terms.automated, terms.official)) AS said,
    arrayFilter(
        entry -> entry.1 IN {terms:Array(String)},
        arrayZip(carriers.term, carriers.reactions, arrayMap(at -> toUnixTimestamp64Milli(at), carriers.at), carriers.id)) AS carried,
    toUnixTimestamp(carriers_expire) AS until
FROM said_day FINAL
PREWHERE city = {city:String} AND topic = {topic:String}
    AND day >= {fromDay:Date} AND day < {toDay:Date}
    AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
    AND source NOT IN {leftOut:Array(String)}
