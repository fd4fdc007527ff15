-- A room is a course that people join by a code. link_secret stands in the QR code and passes without waiting.
CREATE TABLE room (
  course_id bigint PRIMARY KEY REFERENCES course (id),
  code text NOT NULL UNIQUE,
  link_secret text NOT NULL,
  guests boolean NOT NULL
);

-- A browser without an account. hash is that of the secret in its cookie.
CREATE TABLE guest (
  voter_id bigint PRIMARY KEY REFERENCES voter (id),
  hash text NOT NULL UNIQUE,
  name text,
  created_at bigint NOT NULL
);

CREATE TABLE visit (
  voter_id bigint NOT NULL REFERENCES guest (voter_id),
  course_id bigint NOT NULL REFERENCES room (course_id),
  PRIMARY KEY (voter_id, course_id)
);
