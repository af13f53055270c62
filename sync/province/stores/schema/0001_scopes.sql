-- The log: one line per device, one feed per commune (sync.md section 8). Scope leads every key: the shard's column.
CREATE TABLE scope (
    id    TEXT PRIMARY KEY,
    seq   INTEGER NOT NULL,
    h     BLOB NOT NULL
) STRICT;
CREATE TABLE device (
    scope TEXT NOT NULL, dev BLOB NOT NULL, epoch BLOB NOT NULL,
    have  INTEGER NOT NULL, chain BLOB NOT NULL,
    req_n INTEGER NOT NULL DEFAULT 0, audit_n INTEGER, audit_h BLOB, seen_at TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (scope, dev, epoch)
) STRICT, WITHOUT ROWID;
CREATE TABLE stamp (
    scope TEXT NOT NULL, dev BLOB NOT NULL, epoch BLOB NOT NULL, dseq INTEGER NOT NULL,
    eid   TEXT NOT NULL, chain BLOB NOT NULL,
    PRIMARY KEY (scope, dev, epoch, dseq)
) STRICT, WITHOUT ROWID;
CREATE TABLE event (
    scope  TEXT NOT NULL, eid TEXT NOT NULL, dossier TEXT,
    body   BLOB NOT NULL, body_h BLOB NOT NULL, dev BLOB, recv TEXT NOT NULL,
    word   TEXT NOT NULL, verdict TEXT NOT NULL, rev INTEGER NOT NULL,
    PRIMARY KEY (scope, eid)
) STRICT;
CREATE INDEX event_of_dossier ON event (scope, dossier) WHERE dossier IS NOT NULL;
CREATE INDEX event_waiting ON event (recv) WHERE word IN ('conflict', 'rejected', 'quarantined');
CREATE TABLE feed (
    scope TEXT NOT NULL, seq INTEGER NOT NULL, eid TEXT NOT NULL, meta BLOB NOT NULL, h BLOB NOT NULL,
    PRIMARY KEY (scope, seq), UNIQUE (scope, eid)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
    id    INTEGER PRIMARY KEY,
    scope TEXT NOT NULL, dev BLOB NOT NULL, raw BLOB NOT NULL, why TEXT NOT NULL, recv TEXT NOT NULL,
    closed_at TEXT
) STRICT;
CREATE INDEX quarantine_open ON quarantine (scope, id) WHERE closed_at IS NULL;
