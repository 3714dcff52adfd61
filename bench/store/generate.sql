-- Invented posts, a part of all: topics, words, places and authors by Zipf's law, more by day than by night and on working days than on weekends. As long
-- as posts of the public sets are (107 bytes, 16 words), with what the enricher adds to each: a signature that copies share, probabilities, evidence.
-- Every number comes from the post's own, so that the same question has the same answer on every machine.
INSERT INTO posts
(
    city, created_at, source, id, channel, kind, collected_at, text, author, official, views, likes,
    relevance, relevance_score, relevance_reason, lang, sentiment, p_negative, p_positive,
    topics, topic_sentiments, intent, stance, neighbourhood, flags, tags, enricher_version, signature, expires_at, version, is_deleted
)
WITH
    -- uniform in [0, 1), several per post
    (salt, n) -> (sipHash64(salt, n) % 1000003) / 1000003 AS uniform,
    (u, size) -> toUInt32(floor(exp(u * log(size)))) - 1 AS zipf,
    -- four posts in ten of a weekend were written in the week
    toUInt32(number * {days:UInt32} / {posts:UInt64}) AS plain_day,
    toDayOfWeek(toDate({firstDay:Date} + plain_day)) AS weekday,
    if(weekday > 5 AND plain_day >= 3 AND uniform(1, number) < 0.4, plain_day - 3, plain_day) AS day,
    arrayElement([8, 9, 9, 10, 10, 11, 11, 12, 12, 12, 13, 13, 14, 15, 15, 16, 16, 17, 17, 17, 18, 18, 18, 19, 19, 19, 20, 20, 20, 21, 21, 21, 22, 22, 23, 0, 1, 5, 6, 7],
        toUInt32(uniform(2, number) * 40) + 1) AS hour,
    toDateTime64({firstDay:Date} + day, 3, 'UTC') + toIntervalHour(hour + 5) + toIntervalMillisecond(toUInt32(uniform(3, number) * 3600000)) AS at,
    arrayElement(['x', 'x', 'x', 'x', 'reddit', 'reddit', 'reddit', 'news', 'news', 'open311'], toUInt32(uniform(4, number) * 10) + 1) AS from_source,
    uniform(5, number) AS mood,
    multiIf(mood < 0.38, 'negative', mood < 0.78, 'neutral', 'positive') AS label,
    -- what a label makes of two uniform numbers: [probability of negative, of positive], four decimals
    (said, u, v) -> multiIf(
        said = 'neutral', [u * 0.4, v * 0.4],
        said = 'negative', [0.45 + u * 0.5, v * (0.55 - u * 0.5) / 2],
        [v * (0.55 - u * 0.5) / 2, 0.45 + u * 0.5]) AS probable,
    arrayMap(p -> round(p, 4), probable(label, uniform(30, number), uniform(31, number))) AS p,
    arrayDistinct(arrayMap(k -> arrayElement({topics:Array(String)}, zipf(uniform(20 + k, number), length({topics:Array(String)})) + 1),
        range(toUInt32(uniform(6, number) * 2.6)))) AS said_topics,
    arrayMap(t -> if(uniform(t, number) < 0.8, label, 'neutral'), said_topics) AS said_labels,
    -- start and length of a word of its text; what is neutral has no evidence
    salt -> concat(toString(toUInt32(uniform(salt, number) * 90)), ',', toString(3 + toUInt32(uniform(salt, number + 1) * 8))) AS span,
    if(label = 'neutral', '[]', concat('[', span(32), if(uniform(33, number) < 0.4, concat(',', span(34)), ''), ']')) AS evidence,
    arrayMap((t, said) -> concat('["', t, '","', said, '",', arrayStringConcat(arrayMap(q -> toString(round(q, 4)), probable(said, uniform(concat(t, 'u'), number), uniform(concat(t, 'v'), number))), ','),
        ',', if(said = 'neutral', '[]', if(uniform(concat(t, 'e'), number) < 0.5, evidence, concat('[', span(concat(t, 's')), ']'))), ',[', span(concat(t, 'w')), '],', toString(round(0.3 + uniform(concat(t, 'c'), number) * 0.5, 3)), ']'),
        said_topics, said_labels) AS told_topics,
    -- some posts say what another said before
    if(uniform(8, number) < 0.03, intDiv(number, 50), number) AS words_of
SELECT
    {city:String}, at, from_source,
    -- as X numbers its posts (time, machine, place among the machine's), and as most others do
    if(from_source = 'x', toString(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(at) - 1288834974657), 22) + 4096 * (sipHash64(35, number) % 1024) + number % 16), hex(number)),
    concat('channel-', toString(zipf(uniform(7, number), 40))),
    multiIf(from_source = 'news', 'comment', from_source = 'open311', 'request', 'post'), at + 60 + toIntervalMillisecond(toUInt32(uniform(36, number) * 900000)),
    -- a word in 200 posts: every word of rank 300 or so
    arrayStringConcat(arrayMap(k -> arrayElement({words:Array(String)}, zipf(uniform(100 + k, words_of), length({words:Array(String)})) + 1),
        range(3 + toUInt32((uniform(9, words_of) + uniform(37, words_of)) * 13.5))), ' '),
    if(uniform(10, number) < 0.05, '', lower(hex(sipHash128(zipf(uniform(11, number), 400000) * 7919 + number % 7)))),
    uniform(12, number) < 0.02, toUInt32(exp(uniform(13, number) * 7)), toUInt32(exp(uniform(14, number) * 3)),
    'keep', 1, 'names the city', if(uniform(15, number) < 0.85, 'en', 'es'), label, p[1], p[2],
    said_topics, said_labels,
    arrayElement(['complaint', 'request', 'question', 'praise', 'information'], toUInt32(uniform(16, number) * 5) + 1), 'none',
    if(uniform(17, number) < 0.35, arrayElement({places:Array(String)}, zipf(uniform(18, number), length({places:Array(String)})) + 1), ''),
    if(uniform(19, number) < 0.03, ['automated'], []),
    concat('[', evidence, ',[],[', arrayStringConcat(told_topics, ','), '],[]]'), 'bench', arrayMap(k -> toUInt32(sipHash64(40 + k, words_of)), range(5)),
    -- a version for each group that a writer inserts
    toDateTime('2106-02-06 00:00:00', 'UTC'), 1 + intDiv(number, 500), 0
FROM numbers({from:UInt64}, {count:UInt64})
