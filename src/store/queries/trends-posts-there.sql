-- Which of given posts are still there to be told: neither deleted nor run out, nor judged to be about something else meanwhile.
SELECT source, id, toUnixTimestamp64Milli(created_at) AS at
FROM posts FINAL
PREWHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({firstAt:Int64}, 'UTC') AND created_at <= fromUnixTimestamp64Milli({lastAt:Int64}, 'UTC')
    AND created_at IN (SELECT fromUnixTimestamp64Milli(arrayJoin({ats:Array(Int64)}), 'UTC'))
    AND source IN {keySources:Array(String)}
    AND id IN {ids:Array(String)}
WHERE expires_at > now('UTC') AND relevance != 'drop'
SETTINGS use_skip_indexes_if_final = 0
