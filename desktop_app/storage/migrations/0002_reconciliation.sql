-- What a reconciliation needs (docs/adr/0006): lines, timelines, the feed's rows, codes once learnt, findings.

ALTER TABLE device ADD COLUMN epoch BLOB;          -- of the line written now; the certificate names the first
UPDATE device SET epoch = (SELECT epoch FROM stamps LIMIT 1);

ALTER TABLE road ADD COLUMN drift_s REAL NOT NULL DEFAULT 0;   -- our clock less the province's
ALTER TABLE road ADD COLUMN twin INTEGER NOT NULL DEFAULT 0;   -- the last answer spoke of a newer line of ours

ALTER TABLE feeds ADD COLUMN timeline INTEGER NOT NULL DEFAULT 0;   -- the cursor was won under it
ALTER TABLE feeds ADD COLUMN count INTEGER;        -- tally of the confirmed images; null: not counted yet
ALTER TABLE feeds ADD COLUMN digest BLOB;
ALTER TABLE feeds ADD COLUMN compared_at TEXT;     -- tallies compared, and equal
ALTER TABLE feeds ADD COLUMN counted_at TEXT;      -- stored documents counted anew
UPDATE feeds SET timeline = (SELECT timeline FROM road);
UPDATE feeds SET count = 0, digest = zeroblob(32) WHERE seq = 0;

ALTER TABLE dossiers ADD COLUMN image BLOB;        -- hash of the confirmed image; null: none, or not yet computed

CREATE TABLE feed_rows (             -- rows held without a hole, so that the feed can be taken back (W12)
    scope TEXT NOT NULL,
    seq INTEGER NOT NULL,
    h BLOB NOT NULL,                 -- whole, after this row
    eid BLOB,                        -- null in the row from which on rows are kept
    rev INTEGER,
    verdict TEXT,                    -- JSON as the row said it; null for ok
    PRIMARY KEY (scope, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_rows_of_event ON feed_rows (eid);
INSERT INTO feed_rows (scope, seq, h) SELECT scope, seq, h FROM feeds WHERE seq > 0;

CREATE TABLE bases (                 -- the image a dossier had at the row from which on rows are kept
    dossier BLOB PRIMARY KEY,
    rev INTEGER NOT NULL,
    doc TEXT                         -- null while it still is the confirmed one
) STRICT;
INSERT INTO bases (dossier, rev) SELECT id, rev FROM dossiers WHERE rev > 0;

CREATE TABLE codes (                 -- official codes once learnt: witnesses for a ledger that lost a number
    dossier BLOB PRIMARY KEY,
    code TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO codes SELECT id, official_code FROM dossiers WHERE official_code IS NOT NULL;
CREATE TRIGGER codes_keep BEFORE UPDATE ON codes BEGIN SELECT raise(ABORT, 'a code is never changed'); END;
CREATE TRIGGER codes_stay BEFORE DELETE ON codes BEGIN SELECT raise(ABORT, 'a code is never forgotten'); END;

CREATE TABLE findings (              -- what a reconciliation found (C10); shown until a person closes it
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,            -- JSON: technical words, counts, ids
    closed_at TEXT,
    closed_by TEXT
) STRICT;

CREATE INDEX events_aside ON events (n) WHERE own = 0 AND verdict IS NULL;  -- rows of others that were taken back
