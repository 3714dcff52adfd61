-- The posts of some accounts in a stretch of time.
SELECT
    toUnixTimestamp64Milli(created_at) AS at, source, id, author, toUnixTimestamp(expires_at) AS expires
FROM posts FINAL
WHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    AND author IN {authors:Array(String)} AND official = 0 AND kind IN ('post', 'comment')
