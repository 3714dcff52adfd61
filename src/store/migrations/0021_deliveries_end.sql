-- Entries of deliveries go three years after their last step: long after their message (120 days), and after anything that could hand it over again by itself.
ALTER TABLE state_delivery MODIFY TTL toDateTime(changed_at) + INTERVAL 3 YEAR;
