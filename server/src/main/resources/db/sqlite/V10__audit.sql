-- Who did what, when and from where; never answers or secrets. Names as they were then.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  event TEXT NOT NULL,
  actor_id INTEGER,
  actor_name TEXT NOT NULL,
  detail TEXT NOT NULL,
  address TEXT
) STRICT;

CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_event ON audit (event, id);

-- The room whose class list made this account.
ALTER TABLE users ADD COLUMN made_in INTEGER;
CREATE INDEX users_made_in ON users (made_in);
