-- Distinct voices of some terms of a topic in a period. People are told apart for these terms only: it is most of the work.
SELECT term, uniqCombined(17)(person) AS voice_count
FROM said_day FINAL
ARRAY JOIN voices.term AS term, voices.person AS person
PREWHERE city = {city:String} AND topic = {topic:String}
    AND day >= {fromDay:Date} AND day < {toDay:Date}
    AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
    AND source NOT IN {leftOut:Array(String)}
WHERE term IN {terms:Array(String)}
GROUP BY term
-- A row has a hundred thousand people and more: both cores have as much to do when they take them piece by piece.
SETTINGS merge_tree_min_rows_for_concurrent_read = 1, merge_tree_min_bytes_for_concurrent_read = 1, merge_tree_min_read_task_size = 1
