-- Whether a room has ever presented the session: it was opened, or put on show. Guests read no other. Of sessions that were
-- closed before this was kept, only votes tell.
ALTER TABLE poll_session ADD COLUMN presented boolean NOT NULL DEFAULT FALSE;
UPDATE poll_session SET presented = TRUE
WHERE is_open OR shows_correct
  OR EXISTS (SELECT 1 FROM on_show o WHERE o.session_id = poll_session.id)
  OR EXISTS (SELECT 1 FROM tally t WHERE t.session_id = poll_session.id AND t.n > 0);
