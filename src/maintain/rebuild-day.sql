-- The sums of some city days from their hours. Hours keep a row of zeros for every key they ever had, so the day's keys
-- are all written again.
INSERT INTO rollup_day
(
    city, topic, day, source, kind, lang, place,
    n, people, reach, negative, neutral, positive, official, automated, copied,
    clean_n, clean_reach, clean_negative, clean_neutral, clean_positive,
    expires_at, version
)
SELECT
    city, topic, day, source, kind, lang, place,
    sum(n), arraySort(groupUniqArrayArray(rollup_hour.people)), sum(reach), sum(negative), sum(neutral), sum(positive),
    sum(official), sum(automated), sum(copied),
    sum(clean_n), sum(clean_reach),
    sum(clean_negative), sum(clean_neutral), sum(clean_positive),
    min(expires_at), {version:UInt64}
FROM rollup_hour FINAL
WHERE city = {city:String} AND day IN {days:Array(Date)}
GROUP BY city, topic, day, source, kind, lang, place
