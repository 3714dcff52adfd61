-- While an archive comes in, a month of posts was written six times over: small parts joined the large one as soon as there were eight. Now sixteen must
-- come together while more are on their way; ten seconds after the last, what lies there is merged as before.
-- Rows are packed quickly while they come in, and harder by a merge a day later: a fifth of the time of a merge was packing harder what the next one packed again.
ALTER TABLE posts MODIFY SETTING merge_selector_base = 10, default_compression_codec = 'ZSTD(1)';
ALTER TABLE posts MODIFY TTL expires_at, toDateTime(collected_at, 'UTC') + INTERVAL 1 DAY RECOMPRESS CODEC(ZSTD(9)) SETTINGS materialize_ttl_after_modify = 0;
