-- One image at most for a question (choice_id 0) and for each of its choices. name is drawn by lot with each image: whoever
-- may see the question is told it. alt says what it shows.
CREATE TABLE picture (
  poll_id INTEGER NOT NULL,
  choice_id INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE,
  alt TEXT NOT NULL,
  type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (poll_id, choice_id)
) STRICT;
