-- Posts of the last hours that share a band of their signature with another one of them, with the bands they share. The newest.
WITH signed AS
(
    -- as in settle-candidates.sql
    SELECT created_at, source, id, kind, channel, signature, if(length(signature) = 5,
        arrayConcat(signature, arrayMap(
            (a, b, c, d) -> bitOr(bitOr(bitAnd(a, 0xff000000), bitAnd(b, 0x00ff0000)), bitOr(bitAnd(c, 0x0000ff00), bitAnd(d, 0x000000ff))),
            signature, arrayRotateLeft(signature, 1), arrayRotateLeft(signature, 2), arrayRotateLeft(signature, 3))),
        arraySlice(signature, 3)) AS bands
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
    any(signature) AS numbers, groupArray(band) AS shared
FROM signed
ARRAY JOIN bands AS band
WHERE band IN
(
    SELECT band FROM signed ARRAY JOIN bands AS band
    GROUP BY band HAVING count() > 1
)
GROUP BY created_at, source, id
