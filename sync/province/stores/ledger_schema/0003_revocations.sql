-- What was last said of trusting a device, and when: a restored store would trust it again. No instant: it was lifted.
CREATE TABLE revocation (
    dev BLOB PRIMARY KEY, revoked_at TEXT, said_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
