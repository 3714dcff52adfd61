-- Sums of whole days of each neighbourhood by topic, whatever else their posts are: what questions about places read lies together.
CREATE TABLE IF NOT EXISTS rollup_place
(
    city LowCardinality(String),
    place LowCardinality(String) COMMENT 'never empty: posts without a place are in rollup_total alone',
    topic LowCardinality(String),
    day Date COMMENT 'the calendar day in the city',
    n UInt64,
    voices AggregateFunction(uniq, UInt64),
    reach UInt64,
    negative UInt64,
    neutral UInt64,
    positive UInt64,
    clean_negative UInt64,
    clean_neutral UInt64,
    clean_positive UInt64,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day)
ORDER BY (city, place, topic, day)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_age_to_force_merge_seconds = 300, default_compression_codec = 'ZSTD(1)',
    index_granularity = 128;

INSERT INTO rollup_place
(
    city, place, topic, day, n, voices, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version
)
SELECT
    city, place, topic, day, sum(n), uniqMergeState(rollup_day.voices), sum(reach), sum(negative), sum(neutral), sum(positive),
    sum(clean_negative), sum(clean_neutral), sum(clean_positive), max(rollup_day.version)
FROM rollup_day FINAL
WHERE place != ''
GROUP BY city, place, topic, day;
