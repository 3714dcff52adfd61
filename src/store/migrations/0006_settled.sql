-- What only the other posts can say of a post, settled when its day is rebuilt; and what a person corrected.
ALTER TABLE posts ADD COLUMN IF NOT EXISTS signature Array(UInt32)
    COMMENT 'of its words: two halves of a sketch, then bands; empty when it is never a copy';

-- A row here leaves the clean_ sums: a copy, or the post of an automated account. cluster is empty unless it is a copy.
CREATE TABLE IF NOT EXISTS settled
(
    city LowCardinality(String),
    created_at DateTime64(3, 'UTC'),
    source LowCardinality(String),
    id String,
    cluster String COMMENT 'sketch of the first post with these words in seven days, 16 hex digits',
    flags Array(LowCardinality(String)),
    expires_at DateTime('UTC') COMMENT 'with its post',
    version UInt64,
    is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(created_at)
ORDER BY (city, created_at, source, id)
TTL expires_at
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS state_correction
(
    city LowCardinality(String),
    source LowCardinality(String),
    id String,
    tags String COMMENT 'JSON of the tags that a person gave; empty when the correction was taken back',
    made_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, source, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
