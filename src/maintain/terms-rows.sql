    -- Rows that are there. Those of a source whose posts retention has begun to remove stand, and count where terms are ranked.
    known AS
    (
        SELECT topic, day, source, terms.term, terms.n, voices.person, voices.term, (day, source) IN (sealed) AS stands
        FROM said_day FINAL
        WHERE city = (SELECT city FROM job) AND day IN (SELECT arrayJoin(days) FROM job)
    ),
    standing AS
    (
        SELECT day, topic, term, source, sum(posts) AS n, groupUniqArrayArray(persons) AS people
        FROM
        (
            SELECT day, topic, source, term, posts, CAST([], 'Array(UInt32)') AS persons
            FROM known ARRAY JOIN terms.term AS term, terms.n AS posts WHERE stands
            UNION ALL
            SELECT day, topic, source, term, 0, [person]
            FROM known ARRAY JOIN voices.term AS term, voices.person AS person WHERE stands
        )
        GROUP BY day, topic, term, source
    ),
    ranked AS
    (
        SELECT *, dense_rank() OVER (PARTITION BY day, topic ORDER BY all_voices DESC, all_n DESC, term) AS place
        FROM
        (
            SELECT
                *,
                uniqExactArray(people) OVER (PARTITION BY day, topic, term) AS all_voices,
                arraySlice(arraySort(groupArrayArray(carriers) OVER (PARTITION BY day, topic, term)), 1, 3) AS all_carriers,
                sum(n) OVER (PARTITION BY day, topic, term) AS all_n
            FROM
            (
                SELECT day, topic, term, source, n, people, copies, by_machines, by_officials, carriers, false AS stands FROM found
                UNION ALL
                SELECT day, toString(topic), toString(term), toString(source), n, people, 0, 0, 0, [], true FROM standing
            )
        )
        WHERE all_voices > 1
    )
-- Person by person, and not term by term: a hash is kept once where it stands in a row again and again. Of all topics also which posts carry a term.
SELECT
    (SELECT city FROM job) AS city, topic, day, source,
    rows.1 AS `terms.term`, rows.2 AS `terms.n`, rows.3 AS `terms.copied`, rows.4 AS `terms.automated`, rows.5 AS `terms.official`,
    arraySort(persons) AS `voices.person`, arraySort((term, person) -> person, spoken, persons) AS `voices.term`,
    arrayFlatten(arrayMap((term, posts) -> arrayWithConstant(length(posts), term), rows.1, rows.7)) AS `carriers.term`,
    arrayMap(r -> toUInt32(least(-r, 4294967295)), arrayFlatten(rows.7).1) AS `carriers.reactions`,
    arrayFlatten(rows.7).2 AS `carriers.at`, arrayFlatten(rows.7).3 AS `carriers.id`,
    arrayReduce('min', arrayPushBack(arrayFlatten(rows.7).4, toDateTime('2106-02-06 00:00:00', 'UTC'))) AS carriers_expire,
    (SELECT version FROM job) AS version
FROM
(
    SELECT
        topic, day, source,
        arraySort(groupArrayIf((term, n, copies, by_machines, by_officials, people, arrayFilter(post -> has(all_carriers, post), carriers)), n > 0)) AS rows,
        arrayFlatten(rows.6) AS persons,
        arrayFlatten(arrayMap((term, people) -> arrayWithConstant(length(people), term), rows.1, rows.6)) AS spoken
    FROM
    (
        SELECT topic, day, source, term, n, people, copies, by_machines, by_officials, carriers, all_carriers FROM ranked WHERE place <= 500 AND NOT stands
        UNION ALL
        -- what has none any more is written without any
        SELECT toString(topic), day, toString(source), '', 0, [], 0, 0, 0, [], [] FROM known WHERE NOT stands
    )
    GROUP BY topic, day, source
)
