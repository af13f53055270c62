-- Who belongs to the province: offices, their devices, officers.
CREATE TABLE office (
    commune TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE enrol_code (
    digest BLOB PRIMARY KEY, commune TEXT NOT NULL REFERENCES office, expires_at TEXT NOT NULL, used_at TEXT
) STRICT;
CREATE TABLE certificate (
    serial INTEGER PRIMARY KEY, dev BLOB NOT NULL UNIQUE, scope TEXT NOT NULL, tag TEXT NOT NULL,
    sign BLOB NOT NULL, not_after TEXT NOT NULL, revoked_at TEXT, body BLOB NOT NULL,
    UNIQUE (scope, tag)
) STRICT;
CREATE TABLE staff (
    scope TEXT NOT NULL, dev BLOB NOT NULL, user TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (scope, dev, user)
) STRICT, WITHOUT ROWID;
CREATE TABLE officer (
    id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, full_name TEXT NOT NULL, password TEXT NOT NULL,
    active INTEGER NOT NULL
) STRICT;
CREATE TABLE session (
    digest BLOB PRIMARY KEY, officer TEXT NOT NULL REFERENCES officer, csrf TEXT NOT NULL, expires_at TEXT NOT NULL
) STRICT;
CREATE TABLE login_failure (
    login TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX login_failure_by_login ON login_failure (login, at);
CREATE TABLE setting (
    name TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT;
INSERT INTO setting VALUES ('timeline', '1');
