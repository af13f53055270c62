-- Reconciliation (docs/adr/0006): a line per epoch in the order they were opened, the line of each event, the tally
-- of each scope beside its head, the floor, and one snapshot at a time. The timeline lives with the ledger now.
ALTER TABLE device ADD COLUMN n INTEGER NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX device_by_n ON device (scope, dev, n);
ALTER TABLE event ADD COLUMN epoch BLOB;
UPDATE event SET epoch = (SELECT epoch FROM device WHERE device.scope = event.scope AND device.dev = event.dev);
CREATE INDEX event_objected ON event (scope) WHERE word <> 'ok';
ALTER TABLE dossier ADD COLUMN doc_h BLOB NOT NULL DEFAULT x'';
ALTER TABLE scope ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scope ADD COLUMN tally_n INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scope ADD COLUMN tally_h BLOB;
CREATE TABLE snapshot (
    scope TEXT PRIMARY KEY, seq INTEGER NOT NULL, h BLOB NOT NULL, tally_n INTEGER NOT NULL, tally_h BLOB NOT NULL,
    pages BLOB NOT NULL, made_at TEXT NOT NULL
) STRICT;
CREATE TABLE snapshot_page (
    scope TEXT NOT NULL, page INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (scope, page)
) STRICT;
ALTER TABLE enrol_code ADD COLUMN serial INTEGER REFERENCES certificate;
DROP TABLE setting;
