-- Posts of the last hours that share a band of their signature with another one of them, with the bands they share. The newest.
WITH signed AS
(
    SELECT created_at, source, id, kind, channel, signature
    FROM posts FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        AND expires_at > now('UTC') AND notEmpty(signature) AND relevance != 'drop'
    ORDER BY posts.created_at DESC, posts.source, posts.id
    LIMIT {limit:UInt32}
)
SELECT
    toUnixTimestamp64Milli(created_at) AS at, toString(source) AS from_source, id,
    toString(any(kind)) AS post_kind, any(channel) AS post_channel,
    any(signature[1]) AS low, any(signature[2]) AS high, groupArray(band) AS bands
FROM signed
ARRAY JOIN arraySlice(signature, 3) AS band
WHERE band IN
(
    SELECT band FROM signed ARRAY JOIN arraySlice(signature, 3) AS band
    GROUP BY band HAVING count() > 1
)
GROUP BY created_at, source, id
