-- Posts and lines that could not be processed, each with its reason. The post is masked like every stored post.
CREATE TABLE IF NOT EXISTS dead_letters
(
    city LowCardinality(String),
    source LowCardinality(String),
    id String,
    run String,
    stage LowCardinality(String),
    reason String,
    position String COMMENT 'where it came from: a line of a file, a page',
    post_id String,
    post String COMMENT 'JSON of the masked post, empty when there is none',
    at DateTime64(3, 'UTC'),
    retried_at Nullable(DateTime64(3, 'UTC')),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, source, id)
TTL toDateTime(at) + INTERVAL 90 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
