-- The token with which a link was made; null: a password, a link or the operator. A link ends with its token.
ALTER TABLE cohost_link ADD COLUMN made_with INTEGER;
ALTER TABLE room ADD COLUMN overlay_made_with INTEGER;
