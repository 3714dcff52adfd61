-- What only other posts can tell of the posts of a month (of UTC), in order of time.
SELECT toUnixTimestamp64Milli(created_at) AS at, toString(source) AS source, id, cluster, flags
FROM settled FINAL
WHERE city = {city:String}
    AND toYYYYMM(created_at) = {month:UInt32}
    AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
ORDER BY created_at
