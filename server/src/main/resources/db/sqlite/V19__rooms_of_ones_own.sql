-- How a room looks and speaks. formal: whether German pages say Sie. color: what stands for the accent, as six hexadecimal digits.
-- logo: the name of its row below. frame_origins: who may show its pages in a frame, one a line.
-- overlay_hash: of the secret in a link that shows what the big screen shows.
ALTER TABLE room ADD COLUMN formal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE room ADD COLUMN color TEXT;
ALTER TABLE room ADD COLUMN logo TEXT;
ALTER TABLE room ADD COLUMN frame_origins TEXT NOT NULL DEFAULT '';
ALTER TABLE room ADD COLUMN overlay_hash TEXT;

-- One small image a room. name is drawn by lot with each image: whoever may see the room is told it.
CREATE TABLE room_logo (
  course_id INTEGER PRIMARY KEY REFERENCES room (course_id),
  name TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- Whether a guest was removed from a room, whose code then does not let them in again.
ALTER TABLE visit ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
