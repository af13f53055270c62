-- Packages by which the statute reaches this desk (docs/adr/0007): published once, never changed, never taken away.

CREATE TABLE packages (
    n INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,           -- a form's id; empty where a kind is about one thing
    edition TEXT NOT NULL,
    effective_from TEXT NOT NULL,    -- a calendar day
    sha256 BLOB NOT NULL UNIQUE,
    raw BLOB NOT NULL,               -- the file as it came
    published_at TEXT NOT NULL,
    published_by TEXT NOT NULL,
    UNIQUE (kind, subject, edition)
) STRICT;
CREATE TRIGGER packages_keep BEFORE UPDATE ON packages BEGIN SELECT raise(ABORT, 'a published package is never changed'); END;
CREATE TRIGGER packages_stay BEFORE DELETE ON packages BEGIN SELECT raise(ABORT, 'a published package is never taken away'); END;
