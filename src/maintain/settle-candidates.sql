-- Posts of a stretch of time that share a band of their signature with another post, with the bands they share.
WITH signed AS
(
    SELECT created_at, source, id, kind, channel, author, expires_at, signature
    FROM posts FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        AND notEmpty(signature) AND relevance != 'drop'
)
SELECT
    toUnixTimestamp64Milli(created_at) AS at, source, id,
    any(kind) AS post_kind, any(channel) AS post_channel, any(author) AS post_author,
    toUnixTimestamp(any(expires_at)) AS expires,
    any(signature[1]) AS low, any(signature[2]) AS high, groupArray(band) AS bands
FROM signed
ARRAY JOIN arraySlice(signature, 3) AS band
WHERE band IN
(
    SELECT band FROM signed ARRAY JOIN arraySlice(signature, 3) AS band
    GROUP BY band HAVING count() > 1
)
GROUP BY created_at, source, id
