-- Posts of a month (of UTC) that stand and pass every filter, in the order in which they lie.
SELECT
    toUnixTimestamp64Milli(created_at) AS at, toString(source) AS source, id, channel, kind, toUnixTimestamp64Milli(collected_at) AS collected,
    title, text, parent_id, parent_text, thread_id, thread_title, official, round(lat, 3) AS lat, round(lon, 3) AS lon,
    likes, replies, shares, views, service_code, service_name, service_status, toUnixTimestamp64Milli(service_closed_at) AS service_closed,
    relevance, lang, sentiment, round(p_positive - p_negative, 4) AS score, topics, topic_sentiments, intent, stance, places, neighbourhood, flags,
    enricher_version
FROM posts FINAL
WHERE city = {city:String}
    AND toYYYYMM(created_at) = {month:UInt32}
    AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    AND expires_at > now('UTC') AND relevance != 'drop'
    AND (empty({places:Array(String)}) OR neighbourhood IN {places:Array(String)})
    AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
    AND (empty({kinds:Array(String)}) OR kind IN {kinds:Array(String)})
    AND (empty({langs:Array(String)}) OR lang IN {langs:Array(String)})
    AND (empty({intents:Array(String)}) OR intent IN {intents:Array(String)})
    AND /* search */ 1
    AND if(empty({topics:Array(String)}),
        empty({sentiments:Array(String)}) OR has({sentiments:Array(String)}, toString(sentiment)),
        arrayExists((topic, label) -> has({topics:Array(String)}, toString(topic))
                AND (empty({sentiments:Array(String)}) OR length({topics:Array(String)}) > 1
                    OR has({sentiments:Array(String)}, toString(label))),
            topics, topic_sentiments)
        AND (empty({sentiments:Array(String)}) OR length({topics:Array(String)}) = 1
            OR has({sentiments:Array(String)}, toString(sentiment))))
ORDER BY created_at, posts.source, id
