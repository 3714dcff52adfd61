-- Which posts a message names, so that a deletion finds it without reading it.
ALTER TABLE delivery_message ADD COLUMN IF NOT EXISTS posts Array(Tuple(String, String)) AFTER value;
ALTER TABLE delivery_message COMMENT COLUMN IF EXISTS posts 'source and id of each that it names now, as they leave';
