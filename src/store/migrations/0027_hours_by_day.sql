-- Hours lie by day first, then by topic: what a question reads of them is the days at both ends of its period, of all topics, and what a rebuild reads is one
-- day. By topic first, that was a granule of a week and more for each topic. The new table takes the old one's name in one step; a migration that is killed
-- begins anew, whichever of the two it finds.
DROP TABLE IF EXISTS rollup_hour_other;

CREATE TABLE rollup_hour_other AS rollup_hour
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day)
ORDER BY (city, day, topic, hour, source, kind, lang, place)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1, min_age_to_force_merge_seconds = 300,
    default_compression_codec = 'ZSTD(1)';

INSERT INTO rollup_hour_other SELECT * FROM rollup_hour SETTINGS max_partitions_per_insert_block = 0;

EXCHANGE TABLES rollup_hour AND rollup_hour_other;

DROP TABLE rollup_hour_other;
