-- Whether a guest came to a device that somebody else had left. Not whose it was: nothing links the two.
ALTER TABLE guest ADD COLUMN anew INTEGER NOT NULL DEFAULT 0;
