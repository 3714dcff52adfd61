-- How many copies of given clusters there are within seven days of given instants, and whether outlets copied each other.
SELECT asked_at AS at, cluster, count() AS copies, max(has(flags, 'syndicated')) AS is_syndicated
FROM
(
    SELECT tupleElement(asked, 1) AS asked_at, tupleElement(asked, 2) AS cluster
    FROM (SELECT arrayJoin(arrayDistinct(arrayZip({ats:Array(Int64)}, {clusters:Array(String)}))) AS asked)
) AS asked
INNER JOIN
(
    SELECT toUnixTimestamp64Milli(created_at) AS copied_at, cluster, flags
    FROM settled FINAL
    WHERE city = {city:String} AND cluster IN {clusters:Array(String)}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
) AS copied USING (cluster)
WHERE abs(copied_at - asked_at) <= {reach:Int64}
GROUP BY at, cluster
