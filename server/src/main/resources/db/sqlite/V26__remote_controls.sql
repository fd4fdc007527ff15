-- A code to be scanned by which a phone becomes the remote control of a room, once. One a room and user: another one takes its place.
-- made_with: the token whose end is the end of what comes from it.
CREATE TABLE remote_link (
  course_id INTEGER NOT NULL REFERENCES course (id),
  user_id INTEGER NOT NULL REFERENCES users (id),
  made_with INTEGER NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (course_id, user_id)
) STRICT;
