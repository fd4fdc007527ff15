-- Before this, a program would take a poll session of a meeting for one of a course.
UPDATE compatibility SET oldest_known = 3;

-- Polls of an app's meetings belong to owner_id, a voter that nobody can be known as.
CREATE TABLE app (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES voter (id),
  name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  key_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE api_token (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  permission_groups TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

-- document is what is only kept, as JSON. A deleted preset stays for the participants who have it.
CREATE TABLE preset (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  app_id TEXT NOT NULL REFERENCES app (id),
  name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  can_create_polls INTEGER NOT NULL,
  can_vote INTEGER NOT NULL,
  can_view INTEGER NOT NULL,
  can_kick INTEGER NOT NULL,
  can_change_permissions INTEGER NOT NULL,
  document TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX preset_by_name ON preset (app_id, name) WHERE deleted_at IS NULL;

CREATE TABLE meeting (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  app_id TEXT NOT NULL REFERENCES app (id),
  title TEXT,
  search_text TEXT NOT NULL,
  is_active INTEGER NOT NULL,
  keep_alive_seconds INTEGER NOT NULL,
  settings TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX meeting_of_app ON meeting (app_id, no);

-- A deleted participant stays as the voter behind its votes.
CREATE TABLE participant (
  voter_id INTEGER PRIMARY KEY REFERENCES voter (id),
  id TEXT NOT NULL UNIQUE,
  meeting_id TEXT NOT NULL REFERENCES meeting (id),
  custom_id TEXT NOT NULL,
  name TEXT,
  picture TEXT,
  preset_id TEXT NOT NULL REFERENCES preset (id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX participant_by_custom_id ON participant (meeting_id, custom_id) WHERE deleted_at IS NULL;
CREATE INDEX participant_of_meeting ON participant (meeting_id, voter_id);

-- last_left_at is set while nobody is connected; ended_at once nobody came back in time.
CREATE TABLE meeting_session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id TEXT NOT NULL UNIQUE,
  meeting_id TEXT NOT NULL REFERENCES meeting (id),
  most_participants INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  last_left_at INTEGER,
  ended_at INTEGER
) STRICT;

CREATE UNIQUE INDEX one_live_session ON meeting_session (meeting_id) WHERE ended_at IS NULL;
CREATE INDEX meeting_session_of_meeting ON meeting_session (meeting_id, id);

-- What a participant may do in a session; was_changed once somebody has changed it there.
CREATE TABLE session_member (
  session_id INTEGER NOT NULL REFERENCES meeting_session (id),
  voter_id INTEGER NOT NULL REFERENCES participant (voter_id),
  can_create_polls INTEGER NOT NULL,
  can_vote INTEGER NOT NULL,
  can_view INTEGER NOT NULL,
  was_changed INTEGER NOT NULL,
  PRIMARY KEY (session_id, voter_id)
) STRICT, WITHOUT ROWID;

-- Connections. held_by is the run of a node, which says in presence_beat that it lives.
CREATE TABLE peer (
  session_id INTEGER NOT NULL REFERENCES meeting_session (id),
  id TEXT NOT NULL,
  voter_id INTEGER NOT NULL REFERENCES participant (voter_id),
  display_name TEXT NOT NULL,
  preset_name TEXT NOT NULL,
  held_by TEXT NOT NULL,
  joined_at INTEGER NOT NULL,
  left_at INTEGER,
  was_kicked INTEGER NOT NULL,
  PRIMARY KEY (session_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX peer_present ON peer (held_by) WHERE left_at IS NULL;
CREATE INDEX peer_kicked ON peer (held_by, left_at) WHERE was_kicked;

CREATE TABLE presence_beat (
  held_by TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE poll_session ADD COLUMN meeting_session_id INTEGER REFERENCES meeting_session (id);

CREATE INDEX poll_session_of_meeting_session ON poll_session (meeting_session_id, id);

-- Who asked a poll in a meeting: a participant, or (creator_id is null) the app itself.
CREATE TABLE meeting_poll (
  session_id INTEGER PRIMARY KEY,
  creator_id INTEGER REFERENCES participant (voter_id),
  created_by TEXT NOT NULL
) STRICT;
