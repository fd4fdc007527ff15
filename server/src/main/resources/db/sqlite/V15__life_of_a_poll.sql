-- opened: whether votes were ever taken. Of sessions that were closed before this was kept, only votes and the telling speak.
-- changeable: whether a voter may take another answer while it is open. corrected: whether `correction` has rows of it.
-- planned_visibility: who was to see results when it was first opened, which is what asking again goes by.
ALTER TABLE poll_session ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE poll_session ADD COLUMN changeable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE poll_session ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE poll_session ADD COLUMN planned_visibility TEXT NOT NULL DEFAULT 'UNTIL_REVEALED';
UPDATE poll_session SET opened = 1
WHERE is_open OR shows_correct
  OR EXISTS (SELECT 1 FROM tally t WHERE t.session_id = poll_session.id AND t.n > 0);
UPDATE poll_session SET planned_visibility = visibility WHERE visibility = 'AFTER_VOTE' OR NOT opened;

-- What texts said before, of sessions in which somebody may have answered to them. choice_id 0: the question.
CREATE TABLE correction (
  session_id INTEGER NOT NULL,
  choice_id INTEGER NOT NULL,
  place INTEGER NOT NULL,
  text TEXT NOT NULL,
  corrected_at INTEGER NOT NULL,
  PRIMARY KEY (session_id, choice_id, place)
) STRICT, WITHOUT ROWID;

-- Whether Next opens the poll that it shows.
ALTER TABLE room ADD COLUMN next_opens INTEGER NOT NULL DEFAULT 0;

-- What was deleted and can still be taken back by who did it. The rows lie in the tables below, which have the columns of those
-- that they come from; votes, tallies and corrections stay where they are, and nobody finds them without their session.
CREATE TABLE discard (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  by_id INTEGER NOT NULL,
  course_id INTEGER NOT NULL,
  question TEXT NOT NULL,
  ends_at INTEGER NOT NULL
) STRICT;

CREATE INDEX discard_by_person ON discard (by_id, id);
CREATE INDEX discard_by_end ON discard (ends_at);

CREATE TABLE discarded_poll (
  discard_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  owner_id INTEGER NOT NULL,
  question TEXT NOT NULL,
  description TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (discard_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE discarded_choice (
  discard_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  poll_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  position INTEGER,
  correct INTEGER NOT NULL,
  PRIMARY KEY (discard_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE discarded_session (
  discard_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  poll_id INTEGER NOT NULL,
  course_id INTEGER,
  section_id INTEGER,
  meeting_session_id INTEGER,
  is_open INTEGER NOT NULL,
  is_anonymous INTEGER NOT NULL,
  visibility TEXT NOT NULL,
  shows_voters INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  shows_correct INTEGER NOT NULL,
  place INTEGER,
  presented INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  changeable INTEGER NOT NULL,
  corrected INTEGER NOT NULL,
  planned_visibility TEXT NOT NULL,
  PRIMARY KEY (discard_id, id)
) STRICT, WITHOUT ROWID;
