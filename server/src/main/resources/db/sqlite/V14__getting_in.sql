-- What the browser that hands over was signed in with; null for links of the Host, and where that was a password or a link.
ALTER TABLE host_link ADD COLUMN made_with INTEGER;

-- Links that make whoever uses them a co-host of a room, once.
CREATE TABLE cohost_link (
  hash TEXT PRIMARY KEY,
  course_id INTEGER NOT NULL REFERENCES course (id),
  made_by INTEGER NOT NULL REFERENCES users (id),
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

-- A guest's name without regard to case and to the number by which two of one name are told apart.
ALTER TABLE guest ADD COLUMN name_key TEXT;
UPDATE guest SET name_key = lower(name);
CREATE INDEX guest_by_name ON guest (name_key);
