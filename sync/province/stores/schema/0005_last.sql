-- What a device last said of its own line: how far it has come, so that the province can tell what it still holds back.
ALTER TABLE device ADD COLUMN last INTEGER NOT NULL DEFAULT 0;
