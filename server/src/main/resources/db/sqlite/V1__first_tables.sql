-- The oldest program that may work on this database, as the newest schema version it must know.
CREATE TABLE compatibility (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  oldest_known INTEGER NOT NULL
) STRICT;

INSERT INTO compatibility (only_row, oldest_known) VALUES (1, 1);

-- What the probe of a node writes to learn whether writing works.
CREATE TABLE heartbeat (
  node INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One sequence of ids for everybody who can vote.
CREATE TABLE voter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL
) STRICT;

-- login_key and search_text hold what is compared, folded by the program in the same way for every database.
CREATE TABLE users (
  id INTEGER PRIMARY KEY REFERENCES voter (id),
  name TEXT NOT NULL,
  login_id TEXT,
  login_key TEXT UNIQUE,
  search_text TEXT NOT NULL,
  password_hash TEXT,
  administrator INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE host_link (
  hash TEXT PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE access_token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES users (id),
  hash TEXT NOT NULL UNIQUE,
  purpose TEXT NOT NULL,
  scopes TEXT NOT NULL,
  root INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE INDEX access_token_of_user ON access_token (user_id, id);
CREATE INDEX access_token_by_purpose ON access_token (purpose);

CREATE TABLE course (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  search_text TEXT NOT NULL,
  state TEXT NOT NULL,
  is_public INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE section (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  course_id INTEGER NOT NULL REFERENCES course (id),
  name TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX section_of_course ON section (course_id, id);
CREATE UNIQUE INDEX one_default_section ON section (course_id) WHERE is_default;

CREATE TABLE enrollment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES users (id),
  course_id INTEGER NOT NULL REFERENCES course (id),
  section_id INTEGER NOT NULL REFERENCES section (id),
  type TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (user_id, section_id, type)
) STRICT;

CREATE INDEX enrollment_of_course ON enrollment (course_id, user_id);
CREATE INDEX enrollment_of_section ON enrollment (section_id, user_id);

CREATE TABLE poll (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner_id INTEGER NOT NULL REFERENCES voter (id),
  question TEXT NOT NULL,
  description TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX poll_of_owner ON poll (owner_id, created_at, id);

CREATE TABLE choice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  poll_id INTEGER NOT NULL REFERENCES poll (id),
  text TEXT NOT NULL,
  position INTEGER,
  correct INTEGER NOT NULL
) STRICT;

CREATE INDEX choice_of_poll ON choice (poll_id, position, id);

-- A session before a course has a course_id; other kinds of audience get columns of their own.
CREATE TABLE poll_session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  poll_id INTEGER NOT NULL REFERENCES poll (id),
  course_id INTEGER REFERENCES course (id),
  section_id INTEGER REFERENCES section (id),
  is_open INTEGER NOT NULL,
  is_anonymous INTEGER NOT NULL,
  visibility TEXT NOT NULL,
  shows_voters INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX poll_session_of_poll ON poll_session (poll_id, id);
CREATE INDEX poll_session_of_course ON poll_session (course_id, section_id, is_open, id);
CREATE INDEX poll_session_of_section ON poll_session (section_id);

-- One tree and no second index: every vote costs one insertion. No foreign keys: the transaction that casts has looked
-- up and locked what a vote refers to, and votes of deleted sessions and choices stay until they are swept.
CREATE TABLE vote (
  session_id INTEGER NOT NULL,
  voter_id INTEGER NOT NULL,
  choice_id INTEGER NOT NULL,
  cast_at INTEGER NOT NULL,
  PRIMARY KEY (session_id, voter_id)
) STRICT, WITHOUT ROWID;

-- Who has taken part in an anonymous session. No time, no order, no answer: there must be nothing to link.
CREATE TABLE participation (
  session_id INTEGER NOT NULL,
  voter_id INTEGER NOT NULL,
  PRIMARY KEY (session_id, voter_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
  session_id INTEGER NOT NULL,
  choice_id INTEGER NOT NULL,
  node INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (session_id, choice_id, node)
) STRICT, WITHOUT ROWID;

-- changes counts every change of a session, state_changes those that are not votes.
CREATE TABLE change_count (
  session_id INTEGER NOT NULL,
  node INTEGER NOT NULL,
  changes INTEGER NOT NULL,
  state_changes INTEGER NOT NULL,
  PRIMARY KEY (session_id, node)
) STRICT, WITHOUT ROWID;

-- The session that a course's room presents at the moment.
CREATE TABLE on_show (
  course_id INTEGER PRIMARY KEY REFERENCES course (id),
  session_id INTEGER NOT NULL
) STRICT;

-- What the sweeper has yet to remove. after_session and after_voter say how far it has come.
CREATE TABLE deleted_session (
  session_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE deleted_choice (
  choice_id INTEGER PRIMARY KEY,
  poll_id INTEGER NOT NULL,
  after_session INTEGER NOT NULL,
  after_voter INTEGER NOT NULL
) STRICT;
