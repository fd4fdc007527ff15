-- What a token was made for, with which token, for which browser, and when that was last seen.
ALTER TABLE access_token ADD COLUMN kind TEXT NOT NULL DEFAULT 'PROGRAM';
ALTER TABLE access_token ADD COLUMN parent_id INTEGER;
ALTER TABLE access_token ADD COLUMN browser TEXT;
ALTER TABLE access_token ADD COLUMN seen_at INTEGER;
CREATE INDEX access_token_by_parent ON access_token (parent_id);
CREATE INDEX access_token_by_kind ON access_token (kind);
DROP INDEX access_token_by_purpose;

ALTER TABLE api_token ADD COLUMN made_with INTEGER;
CREATE INDEX api_token_by_maker ON api_token (made_with);

UPDATE access_token SET kind = 'BROWSER' WHERE purpose = 'browser' AND NOT root;
UPDATE access_token SET kind = 'DEMO'
WHERE purpose = 'demo' AND user_id IN (SELECT id FROM users WHERE login_key LIKE 'demo-%');

-- Nobody knows with which token these were made: they end when the administrator's is replaced.
UPDATE access_token SET parent_id = (SELECT max(id) FROM access_token WHERE root) WHERE NOT root;
UPDATE api_token SET made_with = (SELECT max(id) FROM access_token WHERE root);
