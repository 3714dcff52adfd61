-- What other columns say is not written any more: the score is the probability of positive less that of negative, and what the two leave is neutral's.
-- The columns stay for workers of the version before, which write them while they are replaced; nothing reads them.
ALTER TABLE posts
    COMMENT COLUMN sentiment_score 'not read: p_positive - p_negative',
    COMMENT COLUMN p_neutral 'not read: what p_negative and p_positive leave of 1, or 0 where the sentiment is unknown',
    COMMENT COLUMN tags 'JSON: evidence, topics and places as the enricher gave them, as src/store/tags.ts packs them';
-- Times are kept as the difference from the row before, or from a round number, in as many bits as the largest of 64 needs.
ALTER TABLE posts
    MODIFY COLUMN created_at CODEC(Delta, T64('bit'), Default),
    MODIFY COLUMN collected_at CODEC(Delta, T64('bit'), Default);

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
    sentiment_score Float32 COMMENT 'p_positive − p_negative: −1…1',
    p_negative Float32 COMMENT 'probability of negative',
    p_neutral Float32 COMMENT 'probability of neutral; all three are 0 where the sentiment is unknown',
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
    service_code, service_name, service_status, service_closed_at, relevance, relevance_score, lang, sentiment,
    round(p_positive - p_negative, 4) AS sentiment_score, p_negative,
    if(sentiment = 'unknown', 0, round(greatest(0, 1 - p_negative - p_positive), 4)) AS p_neutral, p_positive, topics, topic_sentiments,
    intent, stance, places, neighbourhood, flags, enricher_version,
    expires_at
FROM posts FINAL
WHERE is_deleted = 0 AND expires_at > now('UTC') AND relevance != 'drop'
COMMENT 'Every post that stands: its newest version, without what was deleted or has expired';
