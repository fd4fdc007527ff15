-- Where programs want to be told, by an app or by a course. events is their names, each between spaces.
-- failures in a row have the whole webhook rest until resumes_at.
CREATE TABLE webhook (
  id TEXT PRIMARY KEY,
  app_id TEXT REFERENCES app (id),
  course_id INTEGER REFERENCES course (id),
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  resumes_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX webhook_of_app ON webhook (app_id) WHERE app_id IS NOT NULL;
CREATE INDEX webhook_of_course ON webhook (course_id) WHERE course_id IS NOT NULL;

-- What happened, written in the transaction in which it did. body is there from when it was drawn until everybody has it.
CREATE TABLE webhook_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  app_id TEXT,
  course_id INTEGER,
  event TEXT NOT NULL,
  meeting_session_id INTEGER,
  peer_id TEXT,
  poll_session_id INTEGER,
  counts TEXT,
  by_host INTEGER NOT NULL,
  at INTEGER NOT NULL,
  drawn INTEGER NOT NULL,
  body TEXT
) STRICT;

CREATE INDEX webhook_event_to_draw ON webhook_event (id) WHERE NOT drawn;
CREATE INDEX webhook_event_of_session ON webhook_event (poll_session_id) WHERE poll_session_id IS NOT NULL;
CREATE INDEX webhook_event_by_time ON webhook_event (at);

CREATE TABLE webhook_delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id INTEGER NOT NULL REFERENCES webhook_event (id) ON DELETE CASCADE,
  webhook_id TEXT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  uuid TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  leased_until INTEGER NOT NULL,
  tried_at INTEGER,
  status INTEGER,
  fault TEXT
) STRICT;

CREATE INDEX webhook_delivery_waiting ON webhook_delivery (webhook_id, next_at) WHERE state = 'WAITING';
CREATE INDEX webhook_delivery_of_webhook ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_of_event ON webhook_delivery (event_id);
