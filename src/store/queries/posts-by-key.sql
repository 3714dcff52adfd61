-- The newest version of given posts, if it still passes every filter. Every version has the same key, so that the keys may be looked for
-- before versions are merged, and of the wide columns only what belongs to them is read. The index of words, useless for single posts, fails there.
SELECT
    toUnixTimestamp64Milli(created_at) AS at, source, id, channel, kind, url, title, text,
    parent_text, thread_title, official, lang, sentiment, round(p_positive - p_negative, 4) AS sentiment_score, topics, topic_sentiments, intent, stance,
    neighbourhood, flags, signature, relevance, likes, replies, shares, views, service_name, service_status, tags
FROM posts FINAL
PREWHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({firstAt:Int64}, 'UTC') AND created_at <= fromUnixTimestamp64Milli({lastAt:Int64}, 'UTC')
    AND created_at IN (SELECT fromUnixTimestamp64Milli(arrayJoin({ats:Array(Int64)}), 'UTC'))
    AND source IN {keySources:Array(String)}
    AND id IN {ids:Array(String)}
WHERE expires_at > now('UTC') AND relevance != 'drop'
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
SETTINGS use_skip_indexes_if_final = 0
