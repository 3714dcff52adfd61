-- Months (of UTC) in which a period has posts, such as 202603.
SELECT DISTINCT toYYYYMM(created_at) AS month
FROM posts
WHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
ORDER BY month
