-- What is said, day by day; and how much of each sum is official, automated, copied.
ALTER TABLE rollup_hour ADD COLUMN IF NOT EXISTS official UInt64 AFTER positive;
ALTER TABLE rollup_hour ADD COLUMN IF NOT EXISTS automated UInt64 AFTER official;
ALTER TABLE rollup_hour ADD COLUMN IF NOT EXISTS copied UInt64 AFTER automated;
ALTER TABLE rollup_day ADD COLUMN IF NOT EXISTS official UInt64 AFTER positive;
ALTER TABLE rollup_day ADD COLUMN IF NOT EXISTS automated UInt64 AFTER official;
ALTER TABLE rollup_day ADD COLUMN IF NOT EXISTS copied UInt64 AFTER automated;

-- The 500 terms of each city day and topic ('' is all topics) that most voices said. A rebuild writes them again under a higher
-- version, and zeros for those that fell out.
CREATE TABLE IF NOT EXISTS terms_day
(
    city LowCardinality(String),
    topic LowCardinality(String),
    day Date COMMENT 'the calendar day in the city',
    term String COMMENT 'a word, or two in a row, in lower case',
    source LowCardinality(String),
    n UInt32 COMMENT 'posts that say it, of which none is a copy of another',
    voices AggregateFunction(uniq, UInt64) COMMENT 'of these posts',
    copied UInt32 COMMENT 'copies of posts that say it',
    automated UInt32 COMMENT 'of n',
    official UInt32 COMMENT 'of n',
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day)
ORDER BY (city, topic, day, term, source)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What the statement that finds terms is to do. It takes a while, and a statement with parameters would keep all others waiting.
CREATE TABLE IF NOT EXISTS terms_job
(
    id UInt64,
    city String,
    days Array(Date) COMMENT 'to be rebuilt',
    starts Array(UInt32) COMMENT 'of all days from the first to the last',
    start_days Array(Date) COMMENT 'which day begins there',
    first_ms Int64,
    end_ms Int64,
    sampled UInt32 COMMENT 'of 65,536 posts those that choose the terms',
    stop_words Array(String),
    version UInt64
)
ENGINE = Memory
SETTINGS min_rows_to_keep = 16, max_rows_to_keep = 64;

-- Every day is rebuilt once, so that it has terms.
INSERT INTO state_dirty (city, day, what, version)
SELECT DISTINCT city, day, 'mark', (SELECT max(version) + 1 FROM state_dirty) FROM rollup_day;
