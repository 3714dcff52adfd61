-- Alerts, and what became of them: one entry for each, however long it goes on. `value` is JSON; the newest version stands.
CREATE TABLE IF NOT EXISTS state_alert
(
    city LowCardinality(String),
    id String,
    watch String COMMENT 'rule and subject',
    found_at DateTime64(3, 'UTC'),
    value String,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
