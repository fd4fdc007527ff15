-- A room is a course that people join by a code. link_secret stands in the QR code and passes without waiting.
CREATE TABLE room (
  course_id INTEGER PRIMARY KEY REFERENCES course (id),
  code TEXT NOT NULL UNIQUE,
  link_secret TEXT NOT NULL,
  guests INTEGER NOT NULL
) STRICT;

-- A browser without an account. hash is that of the secret in its cookie.
CREATE TABLE guest (
  voter_id INTEGER PRIMARY KEY REFERENCES voter (id),
  hash TEXT NOT NULL UNIQUE,
  name TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE visit (
  voter_id INTEGER NOT NULL REFERENCES guest (voter_id),
  course_id INTEGER NOT NULL REFERENCES room (course_id),
  PRIMARY KEY (voter_id, course_id)
) STRICT, WITHOUT ROWID;
