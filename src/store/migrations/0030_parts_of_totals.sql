-- The row of a topic's day says how many posts each neighbourhood and each source have of it, and what copies and machines have; that of a neighbourhood's day,
-- each source. What rose is told from nine weeks of these: some hundred rows instead of the hundred thousand that rollup_day has of them.
ALTER TABLE rollup_total
    ADD COLUMN IF NOT EXISTS official UInt64 COMMENT 'of n, written by the city itself' AFTER clean_positive,
    ADD COLUMN IF NOT EXISTS automated UInt64 COMMENT 'of n' AFTER official,
    ADD COLUMN IF NOT EXISTS copied UInt64 COMMENT 'of n, copies of other posts' AFTER automated,
    ADD COLUMN IF NOT EXISTS `sources.source` Array(LowCardinality(String)) COMMENT 'in order' AFTER copied,
    ADD COLUMN IF NOT EXISTS `sources.n` Array(UInt64) COMMENT 'posts of each' AFTER `sources.source`,
    ADD COLUMN IF NOT EXISTS `places.place` Array(LowCardinality(String)) COMMENT 'ids of neighbourhoods, in order' AFTER `sources.n`,
    ADD COLUMN IF NOT EXISTS `places.n` Array(UInt64) COMMENT 'posts of each' AFTER `places.place`,
    ADD COLUMN IF NOT EXISTS `places.official` Array(UInt64) COMMENT 'of these, as above' AFTER `places.n`,
    ADD COLUMN IF NOT EXISTS `places.automated` Array(UInt64) COMMENT 'of these, as above' AFTER `places.official`,
    ADD COLUMN IF NOT EXISTS `places.copied` Array(UInt64) COMMENT 'of these, as above' AFTER `places.automated`;
ALTER TABLE rollup_place
    ADD COLUMN IF NOT EXISTS `sources.source` Array(LowCardinality(String)) COMMENT 'in order' AFTER clean_positive,
    ADD COLUMN IF NOT EXISTS `sources.n` Array(UInt64) COMMENT 'posts of each' AFTER `sources.source`;

-- Unpacked at level 1 in nine tenths of the time of level 3, and no larger.
ALTER TABLE said_day
    MODIFY COLUMN `voices.person` CODEC(ZSTD(1)),
    MODIFY COLUMN `voices.term` CODEC(ZSTD(1));

-- Of rows of one version the last that was written stands.
INSERT INTO rollup_total
(
    city, topic, day, n, people, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version,
    official, automated, copied, `sources.source`, `sources.n`,
    `places.place`, `places.n`, `places.official`, `places.automated`, `places.copied`
)
SELECT
    city, topic, day, n, people, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version,
    by_city, by_machines, copies, by_source.1, by_source.2, by_place.1, by_place.2, by_place.3, by_place.4, by_place.5
FROM
(
    SELECT
        city, topic, day, n, people, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version
    FROM rollup_total FINAL
) AS totals
INNER JOIN
(
    SELECT
        city, topic, day, sum(official) AS by_city, sum(automated) AS by_machines, sum(copied) AS copies,
        sumMap([toString(source)], [n]) AS by_source,
        sumMapIf([toString(place)], [n], [official], [automated], [copied], place != '') AS by_place
    FROM rollup_day FINAL
    WHERE n > 0
    GROUP BY city, topic, day
) AS parts USING (city, topic, day)
SETTINGS max_partitions_per_insert_block = 0, max_threads = 1, max_block_size = 256, min_insert_block_size_bytes = 32000000;

INSERT INTO rollup_place
(
    city, place, topic, day, n, people, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version,
    `sources.source`, `sources.n`
)
SELECT
    city, place, topic, day, n, people, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version,
    by_source.1, by_source.2
FROM
(
    SELECT
        city, place, topic, day, n, people, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version
    FROM rollup_place FINAL
) AS totals
INNER JOIN
(
    SELECT city, place, topic, day, sumMap([toString(source)], [n]) AS by_source
    FROM rollup_day FINAL
    WHERE n > 0 AND place != ''
    GROUP BY city, place, topic, day
) AS parts USING (city, place, topic, day)
SETTINGS max_partitions_per_insert_block = 0, max_threads = 1, max_block_size = 4096, min_insert_block_size_bytes = 32000000;
