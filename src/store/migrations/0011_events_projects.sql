-- What the city writes down itself: events, which explain a chart, and projects, whose effect is asked for. `value` is JSON; the
-- newest version of an id stands.
CREATE TABLE IF NOT EXISTS state_event
(
    city LowCardinality(String),
    id String,
    value String,
    removed UInt8,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS state_project
(
    city LowCardinality(String),
    id String,
    value String,
    removed UInt8,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
