-- Keys of posts any version of which passes the filters, newest first: a superset of the answer, found without FINAL.
SELECT DISTINCT toUnixTimestamp64Milli(created_at) AS at, source, id
FROM posts
WHERE city = {city:String}
    AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
    AND created_at <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    AND (created_at, toString(source), id)
        < (fromUnixTimestamp64Milli({beforeAt:Int64}, 'UTC'), {beforeSource:String}, {beforeId:String})
    AND is_deleted = 0
    AND expires_at > now('UTC')
    AND (empty({topics:Array(String)}) OR hasAny(arrayMap(t -> toString(t), topics), {topics:Array(String)}))
    AND (empty({places:Array(String)}) OR neighbourhood IN {places:Array(String)})
    AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
    AND (empty({kinds:Array(String)}) OR kind IN {kinds:Array(String)})
    AND (empty({langs:Array(String)}) OR lang IN {langs:Array(String)})
    AND (empty({intents:Array(String)}) OR intent IN {intents:Array(String)})
    AND /* search */ 1
    AND (empty({sentiments:Array(String)}) OR has({sentiments:Array(String)}, toString(sentiment))
        OR hasAny(arrayMap(s -> toString(s), topic_sentiments), {sentiments:Array(String)}))
ORDER BY at DESC, toString(source) DESC, id DESC
LIMIT {limit:UInt32}
