-- A correction is written before the row that it changes: until that row is confirmed the correction is pending, and whoever finds it
-- so writes the row again.
ALTER TABLE state_correction ADD COLUMN IF NOT EXISTS pending UInt8 AFTER tags;
