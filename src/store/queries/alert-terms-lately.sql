-- How many conversations of residents say each of a few terms from some moments up to one; and, as term '', how many posts of theirs there are.
-- words: one of each term; posts that hold none of them are not read as words in a row.
WITH own AS
(
    SELECT
        toUnixTimestamp64Milli(created_at) AS at, source, if(thread_id = '', id, thread_id) AS conversation,
        lowerUTF8(substringUTF8(concat(title, '\n', text), 1, 4000)) AS lower,
        -- whole words in a row, whatever stands between them
        if(
            multiSearchAny(lower, {words:Array(String)}),
            concat(' ', replaceRegexpAll(lower, '[^\\p{L}\\p{M}\\p{N}]+', ' '), ' '),
            '') AS said
    FROM posts FINAL
    WHERE city = {city:String}
        AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        AND expires_at > now('UTC') AND relevance = 'keep'
        AND official = 0 AND NOT hasAny(flags, ['official', 'automated', 'syndicated'])
)
SELECT since, term, if(term = '', count(), uniqExact(source, conversation)) AS posts
FROM own
ARRAY JOIN if(said = '', [''], arrayFilter(t -> t = '' OR position(said, concat(' ', t, ' ')) > 0, {terms:Array(String)})) AS term
ARRAY JOIN arrayFilter(s -> at >= s, {since:Array(Int64)}) AS since
GROUP BY since, term
