-- Anonymous sessions whose last votes left traces beneath the tables, which the scrubber has yet to remove. batches
-- grows with every transaction of votes, so that one that comes while it works is not forgotten.
CREATE TABLE unscrubbed (
  session_id INTEGER PRIMARY KEY,
  batches INTEGER NOT NULL
) STRICT;
