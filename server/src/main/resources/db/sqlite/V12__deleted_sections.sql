-- A section that is gone; what was asked there stays.
ALTER TABLE section ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;
