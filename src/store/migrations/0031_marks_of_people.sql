-- Who spoke on a day of many: instead of a hash of 32 bits for each, which of 1,048,576 places the first 20 bits of the hashes fall on. Joining two such days is
-- joining two bitmaps, several times faster than counting hashes, and half the room. A row of at most 256 people keeps their hashes.
ALTER TABLE rollup_total ADD COLUMN IF NOT EXISTS marks AggregateFunction(groupBitmap, UInt32)
    COMMENT 'of more than 256 people, the first 20 bits of their hashes; people is empty then' CODEC(LZ4) AFTER people;
ALTER TABLE rollup_place ADD COLUMN IF NOT EXISTS marks AggregateFunction(groupBitmap, UInt32)
    COMMENT 'of more than 256 people, the first 20 bits of their hashes; people is empty then' CODEC(LZ4) AFTER people;

-- One mutation for both columns: no part has both or neither.
ALTER TABLE rollup_total UPDATE
    marks = arrayReduce('groupBitmapState', arrayMap(hash -> bitShiftRight(hash, 12), people)), people = emptyArrayUInt32()
WHERE length(people) > 256;
ALTER TABLE rollup_place UPDATE
    marks = arrayReduce('groupBitmapState', arrayMap(hash -> bitShiftRight(hash, 12), people)), people = emptyArrayUInt32()
WHERE length(people) > 256;

-- Hours are read by hundred thousands: counting them takes a sixth less processor time so, for a quarter of a byte a post.
ALTER TABLE rollup_hour
    MODIFY COLUMN n CODEC(T64, LZ4),
    MODIFY COLUMN official CODEC(T64, LZ4),
    MODIFY COLUMN automated CODEC(T64, LZ4),
    MODIFY COLUMN copied CODEC(T64, LZ4);
ALTER TABLE rollup_hour UPDATE n = n, official = official, automated = automated, copied = copied WHERE 1;
