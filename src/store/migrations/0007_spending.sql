-- What sources cost per day, and what platforms have said of their limits; read with FINAL.
CREATE TABLE IF NOT EXISTS state_budget
(
    city LowCardinality(String),
    source LowCardinality(String),
    day Date COMMENT 'of the zone in which the platform counts its days',
    kind LowCardinality(String) COMMENT 'live, past, recheck',
    requests UInt64,
    items UInt64,
    posts UInt64,
    units Float64 COMMENT 'of the quota of the platform',
    usd Float64,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, source, day, kind)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS state_rate
(
    source LowCardinality(String),
    scope String COMMENT 'whose limit it is: a hash of the credentials',
    name String COMMENT 'what the platform counts together; empty for the whole source',
    remaining Int64,
    reset_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (source, scope, name)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
