-- What changes while the program runs, each by its natural key; read with FINAL, written through state.ts.
CREATE TABLE IF NOT EXISTS state_cursor
(
    city LowCardinality(String),
    source LowCardinality(String),
    name String,
    value String,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, source, name)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS state_coverage
(
    city LowCardinality(String),
    source LowCardinality(String),
    run String,
    channel String COMMENT 'empty for the source as a whole',
    part UInt16 COMMENT 'a channel may be covered in several stretches',
    how LowCardinality(String) COMMENT 'collect, or import: an archive only says what it holds',
    covered_from DateTime64(3, 'UTC'),
    covered_to DateTime64(3, 'UTC'),
    ended LowCardinality(String),
    reason String,
    started_at DateTime64(3, 'UTC'),
    finished_at DateTime64(3, 'UTC'),
    read UInt64,
    enqueued UInt64,
    skipped UInt64,
    dead UInt64,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, source, run, channel, part)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS state_run
(
    city LowCardinality(String),
    run String,
    value String,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, run)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS state_dirty
(
    city LowCardinality(String),
    day Date,
    what Enum8('mark' = 1, 'clear' = 2) COMMENT 'a day is dirty while its mark is higher than its clear',
    version UInt64 COMMENT 'sequence number'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, day, what)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS state_deleted
(
    city LowCardinality(String),
    source LowCardinality(String),
    id String,
    deleted_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, source, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
