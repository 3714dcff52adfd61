-- What happens to posts afterwards: one in 30 is collected again and changes, one in 500 is deleted.
INSERT INTO posts
SELECT * REPLACE (views + 10 AS views, version + 1000000000 AS version, toUInt8(cityHash64(id) % 500 = 0) AS is_deleted,
    if(cityHash64(id) % 500 = 0, '', text) AS text)
FROM posts
WHERE city = {city:String} AND version < 1000000000 AND toYYYYMM(created_at) = {month:UInt32}
    AND (cityHash64(id) % 30 = 1 OR cityHash64(id) % 500 = 0)
