-- Who said it, as a sorted array of hashes of 32 bits instead of the state of an aggregate function: the engine need not build a table of hashes from each row
-- before it can merge two, may skip what it does not need, and packs what is sorted. A state holds the same hashes, 65,536 of them at most: what was written
-- before is taken from there (one byte, how many as one to three, then four bytes each), also when a worker of the version before writes once more.
ALTER TABLE rollup_hour ADD COLUMN IF NOT EXISTS people Array(UInt32)
    DEFAULT arraySort(arrayMap(hash -> reinterpretAsUInt32(unhex(hash)), extractAll(
        hex(substring(toString(voices), length(toString(voices)) - 4 * intDiv(length(toString(voices)) - 1, 4) + 1)), '.{8}')))
    CODEC(Delta(4), ZSTD(1)) AFTER voices;
ALTER TABLE rollup_day ADD COLUMN IF NOT EXISTS people Array(UInt32)
    DEFAULT arraySort(arrayMap(hash -> reinterpretAsUInt32(unhex(hash)), extractAll(
        hex(substring(toString(voices), length(toString(voices)) - 4 * intDiv(length(toString(voices)) - 1, 4) + 1)), '.{8}')))
    CODEC(Delta(4), ZSTD(1)) AFTER voices;
ALTER TABLE rollup_total ADD COLUMN IF NOT EXISTS people Array(UInt32)
    DEFAULT arraySort(arrayMap(hash -> reinterpretAsUInt32(unhex(hash)), extractAll(
        hex(substring(toString(voices), length(toString(voices)) - 4 * intDiv(length(toString(voices)) - 1, 4) + 1)), '.{8}')))
    CODEC(T64, LZ4) AFTER voices;
ALTER TABLE rollup_place ADD COLUMN IF NOT EXISTS people Array(UInt32)
    DEFAULT arraySort(arrayMap(hash -> reinterpretAsUInt32(unhex(hash)), extractAll(
        hex(substring(toString(voices), length(toString(voices)) - 4 * intDiv(length(toString(voices)) - 1, 4) + 1)), '.{8}')))
    CODEC(T64, LZ4) AFTER voices;
ALTER TABLE terms_day ADD COLUMN IF NOT EXISTS people Array(UInt32)
    DEFAULT arraySort(arrayMap(hash -> reinterpretAsUInt32(unhex(hash)), extractAll(
        hex(substring(toString(voices), length(toString(voices)) - 4 * intDiv(length(toString(voices)) - 1, 4) + 1)), '.{8}')))
    CODEC(Delta(4), ZSTD(1)) AFTER voices;

-- The states go: one mutation for both columns, so that a part has either the states or what was taken from them.
ALTER TABLE rollup_hour UPDATE people = people, voices = arrayReduce('uniqState', CAST([], 'Array(UInt64)')) WHERE 1;
ALTER TABLE rollup_day UPDATE people = people, voices = arrayReduce('uniqState', CAST([], 'Array(UInt64)')) WHERE 1;
ALTER TABLE rollup_total UPDATE people = people, voices = arrayReduce('uniqState', CAST([], 'Array(UInt64)')) WHERE 1;
ALTER TABLE rollup_place UPDATE people = people, voices = arrayReduce('uniqState', CAST([], 'Array(UInt64)')) WHERE 1;
ALTER TABLE terms_day UPDATE people = people, voices = arrayReduce('uniqState', CAST([], 'Array(UInt64)')) WHERE 1;

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
    city, day, topic, source, kind, lang, place, n, length(people) AS voices, reach, negative, neutral, positive,
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
    city, day, hour, topic, source, kind, lang, place, n, length(people) AS voices, reach, negative, neutral, positive,
    clean_n, clean_reach, clean_negative, clean_neutral, clean_positive
FROM rollup_hour FINAL
WHERE n > 0
COMMENT 'Sums per hour of the city';

CREATE OR REPLACE VIEW analyst_terms
(
    city LowCardinality(String) COMMENT 'id of the city',
    day Date COMMENT 'the calendar day in the city',
    topic LowCardinality(String) COMMENT 'id; empty is all topics',
    term String COMMENT 'a word, or two in a row, in lower case',
    n UInt64 COMMENT 'posts that say it, none a copy of another',
    voices UInt64 COMMENT 'different authors of these, and posts without one; days cannot be added',
    copied UInt64 COMMENT 'copies of posts that say it',
    automated UInt64 COMMENT 'of n',
    official UInt64 COMMENT 'of n',
    sources Array(String) COMMENT 'where it was said, as in posts'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    city, day, topic, term, sum(terms_day.n) AS n, uniqExactArray(terms_day.people) AS voices, sum(terms_day.copied) AS copied,
    sum(terms_day.automated) AS automated, sum(terms_day.official) AS official, arraySort(groupUniqArray(toString(source))) AS sources
FROM terms_day FINAL
WHERE terms_day.n > 0
GROUP BY city, day, topic, term
HAVING voices > 1
COMMENT 'The 500 words and pairs of words that most voices said on a day about a topic: two voices at least';
