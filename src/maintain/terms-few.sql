-- What is said on some city days with few posts, as these stand now, source by source. terms-many.sql says the same of a day with many;
-- terms-rows.sql, which follows, makes rows of it. What to do stands in a row of terms_job.
WITH
    job AS (SELECT * FROM terms_job WHERE id = /* job */ 0),
    sealed AS
    (
        SELECT day, source
        FROM rollup_hour FINAL
        WHERE city = (SELECT city FROM job) AND day IN (SELECT arrayJoin(days) FROM job) AND n > 0
        GROUP BY day, source
        HAVING min(expires_at) <= now('UTC')
    ),
    verdicts AS
    (
        SELECT created_at, source, id, flags FROM settled FINAL
        WHERE city = (SELECT city FROM job)
            AND created_at >= fromUnixTimestamp64Milli((SELECT first_ms FROM job), 'UTC')
            AND created_at < fromUnixTimestamp64Milli((SELECT end_ms FROM job), 'UTC')
    ),
    said AS
    (
        SELECT
            transform(roundDown(toUInt32(toUnixTimestamp(created_at)), (SELECT starts FROM job)),
                (SELECT starts FROM job), (SELECT start_days FROM job), toDate(0)) AS day,
            source, id, created_at, expires_at, -toInt64(likes + replies + shares) AS reactions,
            toUInt32(intHash64(bitXor(if(author = '', sipHash64(source, id), sipHash64(author)), 0x4CF2D2BAAE6DA887))) AS person,
            (created_at, source, id) IN (SELECT created_at, source, id FROM verdicts WHERE has(flags, 'copied')) AS copied,
            has(flags, 'automated')
                OR (created_at, source, id) IN (SELECT created_at, source, id FROM verdicts WHERE has(flags, 'automated'))
                AS automated,
            official = 1 OR has(flags, 'official') AS by_city,
            arrayMap(t -> toString(t), arrayPushFront(topics, '')) AS post_topics,
            -- links, masks, addresses end a phrase as punctuation does
            extractAll(
                replaceRegexpAll(lowerUTF8(concat(title, '\n', text)), '\\S*(?:@|://|www\\.)\\S*|\\[[a-z]{2,12}\\]', '.'),
                '[\\p{L}\\p{M}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}\\s\'’-]') AS parts,
            -- '' where a phrase ends; a number is less than ':'
            arrayMap(w -> if(lengthUTF8(w) BETWEEN 2 AND 30 AND w NOT IN (SELECT arrayJoin(stop_words) FROM job), w, ''), parts) AS words,
            arrayMap(w -> if(w >= ':' AND lengthUTF8(w) > 2, w, ''), words) AS singles,
            arrayMap((w, next) -> if(w != '' AND next != '' AND (w >= ':' OR next >= ':'), concat(w, ' ', next), ''),
                words, arrayResize(arrayPopFront(words), length(words), '')) AS pairs,
            arrayFilter(t -> t != '', arrayDistinct(arrayConcat(singles, pairs))) AS terms
        FROM posts FINAL
        WHERE city = (SELECT city FROM job)
            AND created_at >= fromUnixTimestamp64Milli((SELECT first_ms FROM job), 'UTC')
            AND created_at < fromUnixTimestamp64Milli((SELECT end_ms FROM job), 'UTC')
            AND day IN (SELECT arrayJoin(days) FROM job) AND (day, source) NOT IN (sealed)
            AND relevance != 'drop'
    ),
    found AS
    (
        SELECT
            day, topic, term, toString(source) AS source,
            countIf(NOT copied) AS n, groupUniqArrayIf(person, NOT copied) AS people, countIf(copied) AS copies,
            countIf(automated AND NOT copied) AS by_machines, countIf(by_city AND NOT copied) AS by_officials,
            groupArraySortedIf(3)((reactions, created_at, id, expires_at), NOT copied AND topic = '') AS carriers
        FROM (SELECT *, arrayJoin(post_topics) AS topic FROM said)
        ARRAY JOIN terms AS term
        GROUP BY day, topic, term, source
        HAVING n > 0
    ),
