-- Posts of a stretch of time that share a band of their signature with another post, with the bands they share.
WITH signed AS
(
    -- Bands: each number, four minima of eight bits, and of each four numbers in a row one minimum each. Of two posts whose minima are equal in 13 of 20 places, nine in
    -- ten have such a band in common, of those equal in 15 nearly all. Short texts have one band, and those of before version 3 of the enrichment all but their first two numbers.
    SELECT created_at, source, id, kind, channel, author, expires_at, signature, if(length(signature) = 5,
        arrayConcat(signature, arrayMap(
            (a, b, c, d) -> bitOr(bitOr(bitAnd(a, 0xff000000), bitAnd(b, 0x00ff0000)), bitOr(bitAnd(c, 0x0000ff00), bitAnd(d, 0x000000ff))),
            signature, arrayRotateLeft(signature, 1), arrayRotateLeft(signature, 2), arrayRotateLeft(signature, 3))),
        arraySlice(signature, 3)) AS bands
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
    any(signature) AS numbers, groupArray(band) AS shared
FROM signed
ARRAY JOIN bands AS band
WHERE band IN
(
    SELECT band FROM signed ARRAY JOIN bands AS band
    GROUP BY band HAVING count() > 1
)
GROUP BY created_at, source, id
-- The thread that looks for copies among them puts them in order: what is in order already takes it one look each.
ORDER BY created_at, source, id
