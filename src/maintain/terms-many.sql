-- As terms-few.sql, of a day with many posts: terms are carried as hashes, chosen from a sample of the posts, counted in all, and spelled
-- at last.
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
    slots AS
    (
        SELECT DISTINCT day, topic, cityHash64(day, toString(topic)) AS slot
        FROM rollup_hour FINAL
        WHERE city = (SELECT city FROM job) AND day IN (SELECT arrayJoin(days) FROM job) AND n > 0
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
            bitAnd(cityHash64(source, id), 65535) < (SELECT sampled FROM job) AS sampled,
            toUInt32(intHash64(bitXor(if(author = '', sipHash64(source, id), sipHash64(author)), 0x4CF2D2BAAE6DA887))) AS person,
            (created_at, source, id) IN (SELECT created_at, source, id FROM verdicts WHERE has(flags, 'copied')) AS copied,
            has(flags, 'automated')
                OR (created_at, source, id) IN (SELECT created_at, source, id FROM verdicts WHERE has(flags, 'automated'))
                AS automated,
            official = 1 OR has(flags, 'official') AS by_city,
            arrayMap(t -> cityHash64(day, toString(t)), arrayPushFront(topics, '')) AS post_slots,
            -- links, masks, addresses end a phrase as punctuation does
            extractAll(
                replaceRegexpAll(lowerUTF8(concat(title, '\n', text)), '\\S*(?:@|://|www\\.)\\S*|\\[[a-z]{2,12}\\]', '.'),
                '[\\p{L}\\p{M}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}\\s\'’-]') AS parts,
            -- '' where a phrase ends; a number is less than ':'
            arrayMap(w -> if(lengthUTF8(w) BETWEEN 2 AND 30 AND w NOT IN (SELECT arrayJoin(stop_words) FROM job), w, ''),
                parts) AS words,
            arrayMap(w -> if(w = '', 0, cityHash64(w)), words) AS hashes,
            arrayMap((w, h) -> if(w >= ':' AND lengthUTF8(w) > 2, h, 0), words, hashes) AS single_hashes,
            arrayMap((w, next, h, next_h) -> if(w != '' AND next != '' AND (w >= ':' OR next >= ':'), cityHash64(h, next_h), 0),
                words, arrayResize(arrayPopFront(words), length(words), ''), hashes, arrayResize(arrayPopFront(hashes), length(hashes), toUInt64(0))) AS pair_hashes,
            arrayFilter(h -> h != 0, arrayDistinct(arrayConcat(single_hashes, pair_hashes))) AS terms
        FROM posts FINAL
        WHERE city = (SELECT city FROM job)
            AND created_at >= fromUnixTimestamp64Milli((SELECT first_ms FROM job), 'UTC')
            AND created_at < fromUnixTimestamp64Milli((SELECT end_ms FROM job), 'UTC')
            AND day IN (SELECT arrayJoin(days) FROM job) AND (day, source) NOT IN (sealed)
            AND relevance != 'drop'
    ),
    chosen AS
    (
        SELECT bitXor(slot, hash) AS key, any(slot) AS slot_of, any(hash) AS hash_of, count() AS posts
        FROM (SELECT person, arrayJoin(post_slots) AS slot, terms FROM said WHERE sampled AND NOT copied)
        ARRAY JOIN terms AS hash
        GROUP BY key
        HAVING min(person) != max(person)
        ORDER BY posts DESC, key
        LIMIT 1000 BY slot_of
    ),
    counted AS
    (
        SELECT
            chosen.slot_of AS slot, chosen.hash_of AS hash, source,
            countIf(NOT copied) AS n, groupUniqArrayIf(person, NOT copied) AS people, countIf(copied) AS copies,
            countIf(automated AND NOT copied) AS by_machines, countIf(by_city AND NOT copied) AS by_officials,
            groupArraySortedIf(3)((reactions, created_at, id, expires_at), carries) AS carriers
        FROM
        (
            SELECT source, person, copied, automated, by_city, reactions, created_at, id, expires_at, carries, bitXor(post_slot, post_hash) AS key
            FROM
            (
                -- the first of the slots is that of all topics
                SELECT source, person, copied, automated, by_city, reactions, created_at, id, expires_at, terms,
                    arrayJoin(post_slots) AS post_slot, NOT copied AND post_slot = post_slots[1] AS carries
                FROM said
            )
            ARRAY JOIN terms AS post_hash
        ) AS posted
        INNER JOIN chosen ON posted.key = chosen.key
        GROUP BY slot, hash, source
    ),
    spelled AS
    (
        SELECT word_hash, any(word) AS spelling
        FROM
        (
            SELECT
                arrayConcat(
                    arrayZip(single_hashes, words),
                    arrayZip(pair_hashes,
                        arrayMap((w, next) -> concat(w, ' ', next), words, arrayResize(arrayPopFront(words), length(words), '')))) AS pairs
            FROM said WHERE sampled AND NOT copied
        )
        ARRAY JOIN pairs.1 AS word_hash, pairs.2 AS word
        WHERE word_hash != 0
        GROUP BY word_hash
    ),
    found AS
    (
        SELECT slots.day AS day, toString(slots.topic) AS topic, spelled.spelling AS term, toString(source) AS source,
            n, people, copies, by_machines, by_officials, carriers
        FROM spelled
        INNER JOIN counted ON spelled.word_hash = counted.hash
        INNER JOIN slots ON counted.slot = slots.slot
        WHERE n > 0
    ),
