-- Official codes: its own file, at no time set back (sync.md G1, G2, G6).
CREATE TABLE counter (
    unit TEXT NOT NULL, day TEXT NOT NULL, next INTEGER NOT NULL,
    PRIMARY KEY (unit, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger (
    code TEXT PRIMARY KEY, dossier TEXT NOT NULL UNIQUE, unit TEXT NOT NULL, day TEXT NOT NULL
) STRICT, WITHOUT ROWID;
