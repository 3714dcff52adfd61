-- What is said, with who says it person by person. terms_day has a list of people in the row of each term: 14.5 hashes of four bytes a post, which do not
-- pack. Here a hash stands in a row as often as its person said a term, which packs to a tenth, and the terms beside it to a byte each.
CREATE TABLE IF NOT EXISTS said_day
(
    city LowCardinality(String),
    topic LowCardinality(String) COMMENT 'empty is all topics',
    day Date COMMENT 'the calendar day in the city',
    source LowCardinality(String),
    `terms.term` Array(LowCardinality(String)) COMMENT 'words, or two in a row, in lower case',
    `terms.n` Array(UInt32) COMMENT 'posts that say it, of which none is a copy of another',
    `terms.copied` Array(UInt32) COMMENT 'copies of posts that say it',
    `terms.automated` Array(UInt32) COMMENT 'of n',
    `terms.official` Array(UInt32) COMMENT 'of n',
    `voices.person` Array(UInt32) COMMENT 'hashes of people, in order: each once for each term it said' CODEC(ZSTD(3)),
    `voices.term` Array(LowCardinality(String)) COMMENT 'which one that was' CODEC(ZSTD(3)),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day)
ORDER BY (city, topic, day, source)
SETTINGS index_granularity = 4, fsync_after_insert = 1, fsync_part_directory = 1, min_age_to_force_merge_seconds = 3600, default_compression_codec = 'ZSTD(1)';

INSERT INTO said_day
SELECT
    city, topic, day, source, rows.1, rows.2, rows.3, rows.4, rows.5,
    arraySort(persons), arraySort((term, person) -> person, spoken, persons), version
FROM
(
    SELECT
        city, topic, day, source, max(terms_day.version) AS version,
        arraySort(groupArray((term, n, copied, automated, official, people))) AS rows,
        arrayFlatten(rows.6) AS persons,
        arrayFlatten(arrayMap((term, people) -> arrayWithConstant(length(people), term), rows.1, rows.6)) AS spoken
    FROM terms_day FINAL
    WHERE n > 0
    GROUP BY city, topic, day, source
)
SETTINGS optimize_aggregation_in_order = 1, aggregation_in_order_max_block_bytes = 1000000, max_threads = 1,
    min_insert_block_size_rows = 10000, min_insert_block_size_bytes = 32000000, max_partitions_per_insert_block = 0;

-- A worker of the version before may write to it while it is replaced: the nightly check finds what that lacks here.
TRUNCATE TABLE terms_day;

CREATE OR REPLACE VIEW analyst_terms
(
    city LowCardinality(String) COMMENT 'id of the city',
    day Date COMMENT 'the calendar day in the city',
    topic LowCardinality(String) COMMENT 'id; empty is all topics',
    term String COMMENT 'a word, or two in a row, in lower case',
    n UInt64 COMMENT 'posts that say it, none a copy of another',
    voices UInt64 COMMENT 'different authors of these, and posts without one; days cannot be added',
    copied UInt64 COMMENT 'copies of posts that say it',
    automated UInt64 COMMENT 'of n',
    official UInt64 COMMENT 'of n',
    sources Array(String) COMMENT 'where it was said, as in posts'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    city, day, topic, term, sum(posts) AS n, uniqExactIf(person, is_voice) AS voices, sum(copies) AS copied,
    sum(by_machines) AS automated, sum(by_officials) AS official, arraySort(groupUniqArray(toString(source))) AS sources
FROM
(
    SELECT
        city, day, topic, source, term, posts, copies, by_machines, by_officials, toUInt32(0) AS person, false AS is_voice
    FROM said_day FINAL
    ARRAY JOIN
        terms.term AS term, terms.n AS posts, terms.copied AS copies, terms.automated AS by_machines, terms.official AS by_officials
    UNION ALL
    SELECT city, day, topic, source, term, 0, 0, 0, 0, person, true
    FROM said_day FINAL
    ARRAY JOIN voices.term AS term, voices.person AS person
)
GROUP BY city, day, topic, term
HAVING voices > 1
COMMENT 'The 500 words and pairs of words that most voices said on a day about a topic: two voices at least';
