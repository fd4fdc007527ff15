-- One image at most for a question (choice_id 0) and for each of its choices. name is drawn by lot with each image: whoever
-- may see the question is told it. alt says what it shows.
CREATE TABLE picture (
  poll_id bigint NOT NULL,
  choice_id bigint NOT NULL,
  name text NOT NULL UNIQUE,
  alt text NOT NULL,
  type text NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (poll_id, choice_id)
);
