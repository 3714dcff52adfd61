-- The key so many rows further on, in the order in which posts lie: where a page of an export ends.
SELECT toUnixTimestamp64Milli(created_at) AS at, toString(source) AS source, id
FROM posts
WHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({afterAt:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    AND (created_at, toString(source), id) > (fromUnixTimestamp64Milli({afterAt:Int64}, 'UTC'), {afterSource:String}, {afterId:String})
ORDER BY created_at, source, id
LIMIT 1 OFFSET {rows:UInt32}
