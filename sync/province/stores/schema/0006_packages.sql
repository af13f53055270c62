-- What the province counts by (docs/adr/0007): published once, never changed.
CREATE TABLE package (
    n INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, edition TEXT NOT NULL,
    sha256 BLOB NOT NULL UNIQUE, raw BLOB NOT NULL, published_at TEXT NOT NULL,
    UNIQUE (kind, subject, edition)
) STRICT;
