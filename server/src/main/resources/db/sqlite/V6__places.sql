-- Where a session stands in its room since that was arranged; null for what came later.
ALTER TABLE poll_session ADD COLUMN place INTEGER;
