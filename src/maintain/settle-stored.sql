-- What is settled of a stretch of time so far.
SELECT toUnixTimestamp64Milli(created_at) AS at, source, id, cluster, flags, toUnixTimestamp(expires_at) AS expires, version
FROM settled FINAL
WHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
