-- What is settled of given posts.
SELECT toUnixTimestamp64Milli(created_at) AS at, source, id, cluster, flags
FROM settled FINAL
WHERE city = {city:String}
    AND created_at IN (SELECT fromUnixTimestamp64Milli(arrayJoin({ats:Array(Int64)}), 'UTC'))
    AND source IN {keySources:Array(String)}
    AND id IN {ids:Array(String)}
