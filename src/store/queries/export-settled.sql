-- What only other posts can tell of the posts between two instants.
SELECT toUnixTimestamp64Milli(created_at) AS at, toString(source) AS source, id, cluster, flags
FROM settled FINAL
WHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({afterAt:Int64}, 'UTC')
    AND created_at <= fromUnixTimestamp64Milli({untilAt:Int64}, 'UTC')
