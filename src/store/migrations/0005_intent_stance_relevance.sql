-- What a post wants and where it stands towards the city's action; and what is needed to audit relevance: a small sample of
-- the posts that were dropped, how many there were, and what people said of them.
ALTER TABLE posts ADD COLUMN IF NOT EXISTS intent LowCardinality(String) AFTER topic_sentiments;
ALTER TABLE posts ADD COLUMN IF NOT EXISTS stance LowCardinality(String) AFTER intent;

-- One post per slot, so that a day of a source holds a known number at most. The highest version stays, and a version is a hash
-- of the post's id: which posts stay does not depend on the order in which they came.
CREATE TABLE IF NOT EXISTS relevance_sample
(
    city LowCardinality(String),
    day Date COMMENT 'of its creation, in the city',
    source LowCardinality(String),
    slot UInt8,
    id String,
    created_at DateTime64(3, 'UTC'),
    title String,
    text String COMMENT 'masked, and cut',
    parent_text String,
    thread_title String,
    score Float32,
    reason LowCardinality(String),
    kept_at DateTime('UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, day, source, slot)
TTL kept_at + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Distinct posts that were dropped: a page that is read every quarter of an hour counts once.
CREATE TABLE IF NOT EXISTS relevance_dropped
(
    city LowCardinality(String),
    day Date COMMENT 'of their creation, in the city',
    source LowCardinality(String),
    key UInt64 EPHEMERAL,
    posts AggregateFunction(uniq, UInt64) DEFAULT initializeAggregation('uniqState', key),
    kept_at SimpleAggregateFunction(max, DateTime('UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY (city, day, source)
TTL kept_at + INTERVAL 400 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS state_relevance_label
(
    city LowCardinality(String),
    source LowCardinality(String),
    id String,
    day Date COMMENT 'of its creation, in the city',
    decision LowCardinality(String) COMMENT 'of the program, when it was labelled',
    relevant UInt8 COMMENT 'what a person said',
    labelled_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (city, source, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
