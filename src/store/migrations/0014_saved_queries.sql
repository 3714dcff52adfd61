-- Questions that a person gave a name; `value` is JSON, the newest version of a name stands.
CREATE TABLE IF NOT EXISTS state_saved_query
(
    city LowCardinality(String),
    name String,
    value String COMMENT 'JSON: the query and its parameters',
    removed UInt8,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, name)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
