-- Official codes, how far the log had come, the timeline: at no time set back (sync.md G1, G2, G6; docs/adr/0006).
CREATE TABLE counter (
    unit text NOT NULL, day text NOT NULL, next bigint NOT NULL,
    PRIMARY KEY (unit, day)
);
CREATE TABLE ledger (
    code text PRIMARY KEY, dossier uuid NOT NULL UNIQUE, unit text NOT NULL, day text NOT NULL
);
CREATE TABLE witness (
    scope text PRIMARY KEY, seq bigint NOT NULL, h bytea NOT NULL
);
CREATE TABLE number (
    name text PRIMARY KEY, value bigint NOT NULL
);
INSERT INTO number VALUES ('timeline', 1), ('serial', 0);
