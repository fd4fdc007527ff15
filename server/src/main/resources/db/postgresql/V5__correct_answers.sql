-- Whether everybody may know which choices of a closed session are correct.
ALTER TABLE poll_session ADD COLUMN shows_correct boolean NOT NULL DEFAULT FALSE;
