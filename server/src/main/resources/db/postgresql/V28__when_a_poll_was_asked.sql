-- When a session took votes first; null where it never did, and where it did before this was kept.
ALTER TABLE poll_session ADD COLUMN opened_at bigint;
ALTER TABLE discarded_session ADD COLUMN opened_at bigint;
