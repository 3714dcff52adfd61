-- What was sent to whom and when. A row only moves forward: its version is its progress, not the clock, and what is sent stays sent.
CREATE TABLE IF NOT EXISTS state_delivery
(
    city LowCardinality(String),
    id String COMMENT 'of the message, the recipient and the copy: also the idempotency key that receivers see',
    message String,
    kind LowCardinality(String) COMMENT 'weekly, digest, alert or test',
    about String,
    audience String,
    recipient String COMMENT 'its name in the profile',
    channel LowCardinality(String),
    copy UInt32 COMMENT '0, and 1 more for every further copy that a person asked for',
    state LowCardinality(String) COMMENT 'waiting, sending, uncertain, failed or sent',
    attempts UInt32,
    error String COMMENT 'of the last attempt',
    asked_at DateTime64(3, 'UTC') COMMENT 'when it was handed over, or asked for again',
    changed_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What is sent, until everybody has it and for a while after, so that it can be sent again.
CREATE TABLE IF NOT EXISTS delivery_message
(
    city LowCardinality(String),
    id String,
    value String COMMENT 'JSON: subject, text, page and files' CODEC(ZSTD(3)),
    made_at DateTime('UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (city, id)
TTL made_at + INTERVAL 120 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
