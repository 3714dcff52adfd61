-- Words and events for analysts; the rules of 0010 hold.
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
    city, day, topic, term, sum(terms_day.n) AS n, uniqMerge(terms_day.voices) AS voices, sum(terms_day.copied) AS copied,
    sum(terms_day.automated) AS automated, sum(terms_day.official) AS official, arraySort(groupUniqArray(toString(source))) AS sources
FROM terms_day FINAL
WHERE terms_day.n > 0
GROUP BY city, day, topic, term
HAVING voices > 1
COMMENT 'The 500 words and pairs of words that most voices said on a day about a topic: two voices at least';

CREATE OR REPLACE VIEW analyst_events
(
    city LowCardinality(String) COMMENT 'id of the city',
    id String COMMENT 'of the event',
    title String COMMENT 'as the city wrote it',
    begins_at Nullable(DateTime64(3, 'UTC')) COMMENT 'from when on',
    ends_at Nullable(DateTime64(3, 'UTC')) COMMENT 'until when; empty when it is an instant',
    url String COMMENT 'where it is told in full; may be empty'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    city, id, JSONExtractString(value, 'title') AS title,
    parseDateTime64BestEffortOrNull(JSONExtractString(value, 'from'), 3, 'UTC') AS begins_at,
    parseDateTime64BestEffortOrNull(JSONExtractString(value, 'to'), 3, 'UTC') AS ends_at,
    JSONExtractString(value, 'url') AS url
FROM state_event FINAL
WHERE removed = 0
COMMENT 'What the city wrote down itself, to explain a chart';
