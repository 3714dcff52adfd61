-- The active parts of the tables of sums. Only of tables that are here and nowhere else: of a replicated table another replica may answer the next
-- statement, and be behind this one.
SELECT table, toString(min_date) AS first_day, toString(max_date) AS last_day, path
FROM system.parts
WHERE database = currentDatabase() AND table IN {tables:Array(String)} AND active AND engine = 'ReplacingMergeTree'
