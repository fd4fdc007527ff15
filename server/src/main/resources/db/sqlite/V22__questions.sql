-- Before this, a program would take every question for one that asks for one choice of some.
UPDATE compatibility SET oldest_known = 22;

-- kind and settings: how a poll may be answered. revision grows with every change of that, and of which choices there are.
ALTER TABLE poll ADD COLUMN kind TEXT NOT NULL DEFAULT 'SINGLE';
ALTER TABLE poll ADD COLUMN settings TEXT NOT NULL DEFAULT '';
ALTER TABLE poll ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE discarded_poll ADD COLUMN kind TEXT NOT NULL DEFAULT 'SINGLE';
ALTER TABLE discarded_poll ADD COLUMN settings TEXT NOT NULL DEFAULT '';
ALTER TABLE discarded_poll ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

-- A vote for one choice is that choice, and falls with it. Of every other answer choice_id is 0, and answer says what it is.
ALTER TABLE vote ADD COLUMN answer TEXT;

-- What a cell means only the question knows; of a poll for one choice each choice is one.
ALTER TABLE tally RENAME COLUMN choice_id TO cell;

-- What people wrote in a session, once for all that counts as the same, and the ways in which they wrote it, each of which is
-- a cell. Ids are drawn, so that they tell nothing; digests find what is there already. decided: a host has said who sees it.
CREATE TABLE entry (
  session_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  digest TEXT NOT NULL,
  state TEXT NOT NULL,
  decided INTEGER NOT NULL,
  PRIMARY KEY (session_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX entry_by_digest ON entry (session_id, digest);

CREATE TABLE spelling (
  session_id INTEGER NOT NULL,
  cell INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  digest TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (session_id, cell)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX spelling_by_digest ON spelling (session_id, digest);

-- Sessions in which somebody took back what they wrote, so that the sweeper looks whether anybody else wrote it.
CREATE TABLE taken_back (
  session_id INTEGER PRIMARY KEY
) STRICT;

-- Words that have an entry begin as hidden, a line each.
CREATE TABLE blocked_words (
  course_id INTEGER PRIMARY KEY REFERENCES course (id),
  words TEXT NOT NULL
) STRICT;
