-- Sums per city day and hour. topic '' is "all topics"; place '' is "no neighbourhood". A rebuild writes the sums of a
-- day again under a higher version. clean_… leaves out what official, automated and copied posts would add, and posts
-- that are not certainly about the city.
CREATE TABLE IF NOT EXISTS rollup_hour
(
    city LowCardinality(String),
    topic LowCardinality(String),
    day Date COMMENT 'the calendar day in the city',
    hour DateTime('UTC') COMMENT 'the instant at which the hour of the city begins',
    source LowCardinality(String),
    kind LowCardinality(String),
    lang LowCardinality(String),
    place LowCardinality(String),
    n UInt64,
    voices AggregateFunction(uniq, UInt64),
    reach UInt64,
    negative UInt64,
    neutral UInt64,
    positive UInt64,
    clean_n UInt64,
    clean_voices AggregateFunction(uniq, UInt64),
    clean_reach UInt64,
    clean_negative UInt64,
    clean_neutral UInt64,
    clean_positive UInt64,
    expires_at DateTime('UTC') COMMENT 'when the first of its posts leaves the store: from then on the sums stand',
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day)
ORDER BY (city, topic, day, hour, source, kind, lang, place)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS rollup_day
(
    city LowCardinality(String),
    topic LowCardinality(String),
    day Date COMMENT 'the calendar day in the city',
    source LowCardinality(String),
    kind LowCardinality(String),
    lang LowCardinality(String),
    place LowCardinality(String),
    n UInt64,
    voices AggregateFunction(uniq, UInt64),
    reach UInt64,
    negative UInt64,
    neutral UInt64,
    positive UInt64,
    clean_n UInt64,
    clean_voices AggregateFunction(uniq, UInt64),
    clean_reach UInt64,
    clean_negative UInt64,
    clean_neutral UInt64,
    clean_positive UInt64,
    expires_at DateTime('UTC') COMMENT 'when the first of its posts leaves the store: from then on the sums stand',
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day)
ORDER BY (city, topic, day, source, kind, lang, place)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
