-- What was exported: each file's manifest, and which posts it held, so that a later deletion can name the files.
CREATE TABLE IF NOT EXISTS state_export
(
    city LowCardinality(String),
    id String,
    made_at DateTime64(3, 'UTC'),
    manifest String COMMENT 'JSON, as it lies beside the file',
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- A post is told by the hash of its source and id: what was deleted is not named here.
CREATE TABLE IF NOT EXISTS exported_posts
(
    city LowCardinality(String),
    source String EPHEMERAL,
    id String EPHEMERAL,
    post UInt64 DEFAULT sipHash64(source, id),
    export LowCardinality(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (city, post, export)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
