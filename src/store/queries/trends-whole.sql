-- Posts per topic of all sources together, in all neighbourhoods and in each, in a period (stretch 0) and in the like stretches of the weeks before it: of whole
-- days, from the sums of topics by day. What trends-day.sql says of questions that name no place, source, kind or language. `place_counts` has the numbers of
-- `counts` one after another, each for all places. Days on which other places were spoken of are told apart: those of the same places add up column by column.
SELECT
    toString(topic) AS topic, places.place AS place_names,
    transform(toUInt16(day), {wholeDays:Array(UInt16)}, {dayStretches:Array(UInt8)}, toUInt8(255)) AS stretch,
    transform(toUInt16(day), {wholeDays:Array(UInt16)}, {dayWeights:Array(UInt8)}, toUInt8(0)) AS weight,
    [sum(n), sum(official), sum(automated), sum(copied)] AS counts,
    arrayConcat(
        sumForEach(places.n), sumForEach(places.official), sumForEach(places.automated), sumForEach(places.copied)) AS place_counts
FROM rollup_total FINAL
PREWHERE city = {city:String} AND topic IN {topics:Array(String)} AND day >= {fromDay:Date} AND day <= {toDay:Date}
    AND toUInt16(day) IN {wholeDays:Array(UInt16)}
WHERE n > 0
GROUP BY topic, stretch, weight, place_names
