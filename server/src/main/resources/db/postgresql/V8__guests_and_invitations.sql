-- How many new guests a room takes a minute from one address; 0: as many as come.
ALTER TABLE room ADD COLUMN guests_a_minute integer NOT NULL DEFAULT 0;

-- When a guest was last heard of, give or take half a day. Nobody knows it of those who are there already: they begin anew.
ALTER TABLE guest ADD COLUMN seen_at bigint NOT NULL DEFAULT 0;
UPDATE guest SET seen_at = CAST(extract(epoch FROM now()) * 1000 AS bigint);

-- Whether somebody was enrolled by a teacher who did not ask them and has not come yet: until then staff does not learn their name.
ALTER TABLE enrollment ADD COLUMN unasked boolean NOT NULL DEFAULT FALSE;
