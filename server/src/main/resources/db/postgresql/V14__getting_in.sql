-- What the browser that hands over was signed in with; null for links of the Host, and where that was a password or a link.
ALTER TABLE host_link ADD COLUMN made_with bigint;

-- Links that make whoever uses them a co-host of a room, once.
CREATE TABLE cohost_link (
  hash text PRIMARY KEY,
  course_id bigint NOT NULL REFERENCES course (id),
  made_by bigint NOT NULL REFERENCES users (id),
  expires_at bigint NOT NULL,
  used_at bigint
);

-- A guest's name without regard to case and to the number by which two of one name are told apart.
ALTER TABLE guest ADD COLUMN name_key text;
UPDATE guest SET name_key = lower(name);
CREATE INDEX guest_by_name ON guest (name_key);
