-- How far the log of each scope was committed: what tells a store that was set back (docs/adr/0006). Serials of
-- certificates were counted in the store before; those begin beyond any number it can have given.
CREATE TABLE witness (
    scope TEXT PRIMARY KEY, seq INTEGER NOT NULL, h BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE number (
    name TEXT PRIMARY KEY, value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO number VALUES ('timeline', 1), ('serial', 100000);
