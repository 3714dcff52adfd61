-- Questions to a file of posts, in DuckDB (1.1 or newer; nothing of Earshot runs):
--
--     earshot export posts.parquet --period 2026
--     duckdb < examples/duckdb/posts.sql
--
-- created_at is an instant in UTC, day the calendar day of the city. Text is empty where the source's terms let none go.

CREATE OR REPLACE VIEW posts AS SELECT * FROM 'posts.parquet';

-- How much of it is there, from when to when?
SELECT source, count(*) AS n, min(day) AS first_day, max(day) AS last_day
FROM posts
GROUP BY source
ORDER BY n DESC;

-- Posts per ISO week and topic. A post has several topics: it counts once for each.
SELECT date_trunc('week', CAST(day AS DATE)) AS week, topic, count(*) AS n
FROM (SELECT day, unnest(topics) AS topic FROM posts)
GROUP BY week, topic
ORDER BY week, n DESC;

-- Net sentiment towards each topic, as Earshot reckons it: without official, automated and copied posts, from 10 posts on.
WITH tagged AS
(
    SELECT unnest(topics) AS topic, unnest(topic_sentiments) AS towards
    FROM posts
    WHERE relevance = 'keep' AND NOT official
        AND NOT list_has_any(flags, ['official', 'automated', 'copied', 'syndicated'])
)
SELECT
    topic,
    count(*) AS n,
    round((count(*) FILTER (towards = 'positive') - count(*) FILTER (towards = 'negative')) / count(*), 3) AS net_sentiment
FROM tagged
GROUP BY topic
HAVING count(*) >= 10
ORDER BY net_sentiment;

-- Copies set aside: which words came most often?
SELECT cluster, count(*) AS copies, min(created_at) AS first_seen, any_value(text) AS words
FROM posts
WHERE cluster != ''
GROUP BY cluster
ORDER BY copies DESC
LIMIT 20;

-- How long do requests stay open, by kind and neighbourhood?
SELECT
    service_name,
    neighbourhood,
    count(*) AS requests,
    median(date_diff('hour', created_at, service_closed_at)) AS median_hours
FROM posts
WHERE kind = 'request' AND service_closed_at IS NOT NULL
GROUP BY service_name, neighbourhood
ORDER BY requests DESC;
