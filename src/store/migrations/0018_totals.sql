-- Sums of whole days, whatever else their posts are: what is asked most is a hundredth of the rows of rollup_day.
CREATE TABLE IF NOT EXISTS rollup_total
(
    city LowCardinality(String),
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
ORDER BY (city, topic, day)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_age_to_force_merge_seconds = 300, default_compression_codec = 'ZSTD(1)';

INSERT INTO rollup_total
(
    city, topic, day, n, voices, reach, negative, neutral, positive, clean_negative, clean_neutral, clean_positive, version
)
SELECT
    city, topic, day, sum(n), uniqMergeState(rollup_day.voices), sum(reach), sum(negative), sum(neutral), sum(positive),
    sum(clean_negative), sum(clean_neutral), sum(clean_positive), max(rollup_day.version)
FROM rollup_day FINAL
GROUP BY city, topic, day;

-- No question counts the people of the posts that sentiment rests on: their states were a tenth of all that is stored. Nothing is written to
-- clean_voices any more; the column stays, for workers of the version before to write to while they are replaced.
CREATE OR REPLACE VIEW analyst_sums_day
(
    city LowCardinality(String) COMMENT 'id of the city',
    day Date COMMENT 'the calendar day in the city',
    topic LowCardinality(String) COMMENT 'id; empty is the row of all topics, which counts each post once',
    source LowCardinality(String) COMMENT 'as in posts',
    kind LowCardinality(String) COMMENT 'as in posts',
    lang LowCardinality(String) COMMENT 'as in posts',
    place LowCardinality(String) COMMENT 'id of the neighbourhood; empty when none is known',
    n UInt64 COMMENT 'posts',
    voices UInt64 COMMENT 'different authors in this row, and posts without one; rows cannot be added: use earshot query',
    reach UInt64 COMMENT 'views',
    negative UInt64 COMMENT 'posts of this sentiment',
    neutral UInt64 COMMENT 'posts of this sentiment',
    positive UInt64 COMMENT 'posts of this sentiment',
    clean_n UInt64 COMMENT 'posts without official, automated, copied and unsure ones; so all clean_ columns',
    clean_reach UInt64 COMMENT 'as reach',
    clean_negative UInt64 COMMENT 'what net sentiment is made of',
    clean_neutral UInt64 COMMENT 'what net sentiment is made of',
    clean_positive UInt64 COMMENT 'what net sentiment is made of'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    city, day, topic, source, kind, lang, place, n, finalizeAggregation(voices) AS voices, reach, negative, neutral, positive,
    clean_n, clean_reach, clean_negative, clean_neutral, clean_positive
FROM rollup_day FINAL
WHERE n > 0
COMMENT 'Sums per day: a thousand times faster than posts; they stand when posts have expired';

CREATE OR REPLACE VIEW analyst_sums_hour
(
    city LowCardinality(String) COMMENT 'id of the city',
    day Date COMMENT 'the calendar day in the city',
    hour DateTime('UTC') COMMENT 'the instant at which the hour of the city begins',
    topic LowCardinality(String) COMMENT 'id; empty is the row of all topics, which counts each post once',
    source LowCardinality(String) COMMENT 'as in posts',
    kind LowCardinality(String) COMMENT 'as in posts',
    lang LowCardinality(String) COMMENT 'as in posts',
    place LowCardinality(String) COMMENT 'id of the neighbourhood; empty when none is known',
    n UInt64 COMMENT 'posts',
    voices UInt64 COMMENT 'different authors in this row, and posts without one; rows cannot be added: use earshot query',
    reach UInt64 COMMENT 'views',
    negative UInt64 COMMENT 'posts of this sentiment',
    neutral UInt64 COMMENT 'posts of this sentiment',
    positive UInt64 COMMENT 'posts of this sentiment',
    clean_n UInt64 COMMENT 'posts without official, automated, copied and unsure ones; so all clean_ columns',
    clean_reach UInt64 COMMENT 'as reach',
    clean_negative UInt64 COMMENT 'what net sentiment is made of',
    clean_neutral UInt64 COMMENT 'what net sentiment is made of',
    clean_positive UInt64 COMMENT 'what net sentiment is made of'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    city, day, hour, topic, source, kind, lang, place, n, finalizeAggregation(voices) AS voices, reach, negative, neutral, positive,
    clean_n, clean_reach, clean_negative, clean_neutral, clean_positive
FROM rollup_hour FINAL
WHERE n > 0
COMMENT 'Sums per hour of the city';

-- FINAL costs nothing where a partition is one part: ten times less for the sums of a season. A month of posts becomes one when
-- nothing has been written to it for a day.
ALTER TABLE rollup_day MODIFY SETTING min_age_to_force_merge_seconds = 300, default_compression_codec = 'ZSTD(1)';
ALTER TABLE rollup_hour MODIFY SETTING min_age_to_force_merge_seconds = 300, default_compression_codec = 'ZSTD(1)';
ALTER TABLE terms_day MODIFY SETTING min_age_to_force_merge_seconds = 3600, default_compression_codec = 'ZSTD(1)';
ALTER TABLE settled MODIFY SETTING min_age_to_force_merge_seconds = 3600, default_compression_codec = 'ZSTD(1)';
ALTER TABLE posts MODIFY SETTING min_age_to_force_merge_seconds = 86400, min_age_to_force_merge_on_partition_only = 1,
    default_compression_codec = 'ZSTD(1)';
