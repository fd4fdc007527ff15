-- As in PostgreSQL, where nodes know the primary by it; one embedded database has no other.
CREATE TABLE generation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  system TEXT NOT NULL,
  timeline INTEGER NOT NULL,
  number INTEGER NOT NULL,
  mark TEXT NOT NULL
) STRICT;

-- Whether what is on show in a room may be seen by everybody who knows its code, without a name.
ALTER TABLE room ADD COLUMN seen_by_all INTEGER NOT NULL DEFAULT 0;
