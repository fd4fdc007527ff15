-- When a session took votes first; null where it never did, and where it did before this was kept.
ALTER TABLE poll_session ADD COLUMN opened_at INTEGER;
ALTER TABLE discarded_session ADD COLUMN opened_at INTEGER;
