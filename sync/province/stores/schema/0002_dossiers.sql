-- What the log adds up to, and the columns an officer's list is read from.
CREATE TABLE dossier (
    n          INTEGER PRIMARY KEY,
    scope      TEXT NOT NULL,
    id         TEXT NOT NULL,
    rev        INTEGER NOT NULL,
    doc        TEXT NOT NULL,
    field_meta TEXT NOT NULL,
    number     TEXT, official_code TEXT, status TEXT NOT NULL, procedure TEXT NOT NULL,
    applicant  TEXT NOT NULL, received_at TEXT, due_at TEXT,
    touched    INTEGER NOT NULL UNIQUE,
    UNIQUE (scope, id)
) STRICT;
CREATE INDEX dossier_by_scope ON dossier (scope, touched);
CREATE INDEX dossier_by_status ON dossier (status, touched);
CREATE INDEX dossier_by_id ON dossier (id);
CREATE INDEX dossier_by_number ON dossier (number);
CREATE UNIQUE INDEX dossier_by_code ON dossier (official_code) WHERE official_code IS NOT NULL;
CREATE VIRTUAL TABLE dossier_text USING fts5(folded, tokenize = "unicode61 remove_diacritics 0");
