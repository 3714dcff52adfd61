-- What `earshot sql`, Grafana and other readers see: posts as FINAL has them, without the author's hash, the link (it may hold the
-- account), what was deleted, dropped or has expired; the sums; the coverage ledger. A reader needs rights on these alone.
CREATE OR REPLACE VIEW analyst_posts
(
    city LowCardinality(String) COMMENT 'id of the city',
    created_at DateTime64(3, 'UTC') COMMENT 'when the platform says that it was written',
    source LowCardinality(String) COMMENT 'where it comes from: mastodon, reddit, open311 …',
    id String COMMENT 'of the post at its source; source and id name a post',
    channel String COMMENT 'subreddit, instance, feed or jurisdiction',
    kind LowCardinality(String) COMMENT 'post, comment, article or request',
    collected_at DateTime64(3, 'UTC') COMMENT 'when Earshot read it last',
    title String COMMENT 'empty when it has none',
    text String COMMENT 'masked: no handles, e-mail addresses or phone numbers',
    parent_id String COMMENT 'what it answers; empty when nothing',
    parent_text String COMMENT 'the text of what it answers',
    thread_id String COMMENT 'the thread or article that it is under',
    thread_title String COMMENT 'the title of that',
    official Bool COMMENT 'written by the city itself',
    lat Nullable(Float64) COMMENT 'rounded to about 100 m',
    lon Nullable(Float64) COMMENT 'rounded to about 100 m',
    likes UInt32 COMMENT 'engagement, never sentiment',
    replies UInt32 COMMENT 'as the platform counts them',
    shares UInt32 COMMENT 'as the platform counts them',
    views UInt32 COMMENT '0 where the platform does not say',
    service_code String COMMENT 'of a service request: its category at the source',
    service_name String COMMENT 'of a service request: the name of its category',
    service_status LowCardinality(String) COMMENT 'of a service request: open or closed, as the source says',
    service_closed_at Nullable(DateTime64(3, 'UTC')) COMMENT 'of a service request: when it was closed',
    relevance LowCardinality(String) COMMENT 'keep or unsure; what was dropped is not stored',
    relevance_score Float32 COMMENT '0…1',
    lang LowCardinality(String) COMMENT 'ISO 639-1 code of the language that was recognised',
    sentiment LowCardinality(String) COMMENT 'negative, neutral, positive or unknown',
    sentiment_score Float32 COMMENT '−1…1',
    p_negative Float32 COMMENT 'probability of negative',
    p_neutral Float32 COMMENT 'probability of neutral',
    p_positive Float32 COMMENT 'probability of positive',
    topics Array(LowCardinality(String)) COMMENT 'ids of its topics',
    topic_sentiments Array(LowCardinality(String)) COMMENT 'the sentiment towards each topic, in the order of topics',
    intent LowCardinality(String) COMMENT 'complaint, request, question, praise or information; empty where it was stored before intents were read',
    stance LowCardinality(String) COMMENT 'towards the action of the city: support, oppose, none or unknown',
    places Array(String) COMMENT 'ids of the places that it names',
    neighbourhood LowCardinality(String) COMMENT 'id of the neighbourhood; empty when none is known',
    flags Array(LowCardinality(String)) COMMENT 'official, promotional …; what only other posts can tell is in copies',
    enricher_version LowCardinality(String) COMMENT 'of the enrichment that made the tags',
    expires_at DateTime('UTC') COMMENT 'when it leaves the store'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    city, created_at, source, id, channel, kind, collected_at, title, text, parent_id, parent_text, thread_id, thread_title,
    CAST(official, 'Bool') AS official, round(lat, 3) AS lat, round(lon, 3) AS lon, likes, replies, shares, views,
    service_code, service_name, service_status, service_closed_at, relevance, relevance_score, lang, sentiment, sentiment_score,
    p_negative, p_neutral, p_positive, topics, topic_sentiments, intent, stance, places, neighbourhood, flags, enricher_version,
    expires_at
FROM posts FINAL
WHERE is_deleted = 0 AND expires_at > now('UTC') AND relevance != 'drop'
COMMENT 'Every post that stands: its newest version, without what was deleted or has expired';

CREATE OR REPLACE VIEW analyst_copies
(
    city LowCardinality(String) COMMENT 'id of the city',
    created_at DateTime64(3, 'UTC') COMMENT 'of the post',
    source LowCardinality(String) COMMENT 'of the post',
    id String COMMENT 'of the post',
    cluster String COMMENT 'posts with the same words share it; empty unless the post copies an earlier one',
    flags Array(LowCardinality(String)) COMMENT 'copied; syndicated: outlets copied each other; automated: its account behaves so'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT city, created_at, source, id, cluster, flags FROM settled FINAL
WHERE is_deleted = 0 AND expires_at > now('UTC')
COMMENT 'Posts that copy an earlier one within seven days or come from an automated account: sentiment figures leave them out';

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
    clean_voices UInt64 COMMENT 'as voices',
    clean_reach UInt64 COMMENT 'as reach',
    clean_negative UInt64 COMMENT 'what net sentiment is made of',
    clean_neutral UInt64 COMMENT 'what net sentiment is made of',
    clean_positive UInt64 COMMENT 'what net sentiment is made of'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    city, day, topic, source, kind, lang, place, n, finalizeAggregation(voices) AS voices, reach, negative, neutral, positive,
    clean_n, finalizeAggregation(clean_voices) AS clean_voices, clean_reach, clean_negative, clean_neutral, clean_positive
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
    clean_voices UInt64 COMMENT 'as voices',
    clean_reach UInt64 COMMENT 'as reach',
    clean_negative UInt64 COMMENT 'what net sentiment is made of',
    clean_neutral UInt64 COMMENT 'what net sentiment is made of',
    clean_positive UInt64 COMMENT 'what net sentiment is made of'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    city, day, hour, topic, source, kind, lang, place, n, finalizeAggregation(voices) AS voices, reach, negative, neutral, positive,
    clean_n, finalizeAggregation(clean_voices) AS clean_voices, clean_reach, clean_negative, clean_neutral, clean_positive
FROM rollup_hour FINAL
WHERE n > 0
COMMENT 'Sums per hour of the city';

CREATE OR REPLACE VIEW analyst_coverage
(
    city LowCardinality(String) COMMENT 'id of the city',
    source LowCardinality(String) COMMENT 'as in posts',
    channel String COMMENT 'empty for the source as a whole',
    how LowCardinality(String) COMMENT 'collect; or import, which only says what an archive holds',
    covered_from DateTime64(3, 'UTC') COMMENT 'start of what the run covered',
    covered_to DateTime64(3, 'UTC') COMMENT 'end of what the run covered',
    ended LowCardinality(String) COMMENT 'complete, or why it is not: rate limited, blocked, failed, truncated, budget',
    reason String COMMENT 'in words, when it did not end complete',
    started_at DateTime64(3, 'UTC') COMMENT 'of the run',
    finished_at DateTime64(3, 'UTC') COMMENT 'of the run',
    read UInt64 COMMENT 'items read',
    enqueued UInt64 COMMENT 'posts handed on',
    skipped UInt64 COMMENT 'items that are no posts',
    dead UInt64 COMMENT 'items that could not be read'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    city, source, channel, how, covered_from, covered_to, ended, reason, started_at, finished_at, read, enqueued, skipped, dead
FROM state_coverage FINAL
COMMENT 'What was collected, and how each run ended: where it fell, fewer posts mean nothing';
