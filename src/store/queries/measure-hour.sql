-- Sums of a period from the hourly rollup: per bucket (seconds since 1970) and, if asked, per topic, place or source.
SELECT
    roundDown(toUInt32(hour), {starts:Array(UInt32)}) AS bucket,
    multiIf({by:String} = 'topic', toString(topic), {by:String} = 'place', toString(place),
        {by:String} = 'source', toString(source), '') AS grp,
    uniqCombinedArray(17)(rollup_hour.people) AS voice_count,
    sum(reach) AS reach_sum,
    sum(negative) AS all_negative,
    sum(neutral) AS all_neutral,
    sum(positive) AS all_positive,
    sum(clean_negative) AS sure_negative,
    sum(clean_neutral) AS sure_neutral,
    sum(clean_positive) AS sure_positive,
    sum(n) AS volume
FROM rollup_hour FINAL
PREWHERE city = {city:String}
    AND topic IN {topics:Array(String)}
    AND day >= {fromDay:Date} AND day <= {toDay:Date}
    AND NOT (day > {holeFromDay:Date} AND day < {holeToDay:Date})
    AND hour >= toDateTime({from:UInt32}, 'UTC') AND hour < toDateTime({to:UInt32}, 'UTC')
    AND NOT (hour >= toDateTime({holeFrom:UInt32}, 'UTC') AND hour < toDateTime({holeTo:UInt32}, 'UTC'))
    AND (empty({places:Array(String)}) OR place IN {places:Array(String)})
    AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
    AND (empty({kinds:Array(String)}) OR kind IN {kinds:Array(String)})
    AND (empty({langs:Array(String)}) OR lang IN {langs:Array(String)})
WHERE n > 0
GROUP BY bucket, grp
