-- The primary that is written to, as the nodes see it: number grows with each that they meet, mark is drawn, so that no two
-- that were promoted apart are taken for one.
CREATE TABLE generation (
  id integer PRIMARY KEY CHECK (id = 1),
  system text NOT NULL,
  timeline bigint NOT NULL,
  number bigint NOT NULL,
  mark text NOT NULL
);

-- Whether what is on show in a room may be seen by everybody who knows its code, without a name.
ALTER TABLE room ADD COLUMN seen_by_all boolean NOT NULL DEFAULT FALSE;
