-- Connections are looked for by their own id, too, and those that last are counted again and again.
CREATE INDEX peer_by_id ON peer (id);
CREATE INDEX peer_lasting ON peer (session_id) WHERE left_at IS NULL;
