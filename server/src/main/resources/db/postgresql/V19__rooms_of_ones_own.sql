-- How a room looks and speaks. formal: whether German pages say Sie. color: what stands for the accent, as six hexadecimal digits.
-- logo: the name of its row below. frame_origins: who may show its pages in a frame, one a line.
-- overlay_hash: of the secret in a link that shows what the big screen shows.
ALTER TABLE room ADD COLUMN formal boolean NOT NULL DEFAULT FALSE;
ALTER TABLE room ADD COLUMN color text;
ALTER TABLE room ADD COLUMN logo text;
ALTER TABLE room ADD COLUMN frame_origins text NOT NULL DEFAULT '';
ALTER TABLE room ADD COLUMN overlay_hash text;

-- One small image a room. name is drawn by lot with each image: whoever may see the room is told it.
CREATE TABLE room_logo (
  course_id bigint PRIMARY KEY REFERENCES room (course_id),
  name text NOT NULL UNIQUE,
  type text NOT NULL,
  bytes bytea NOT NULL
);

-- Whether a guest was removed from a room, whose code then does not let them in again.
ALTER TABLE visit ADD COLUMN removed boolean NOT NULL DEFAULT FALSE;
