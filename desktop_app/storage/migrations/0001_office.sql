-- The office's store. The log (events) is the truth; a dossier is its projection. Ids are 16 bytes, instants RFC 3339.

CREATE TABLE device (                -- one row: keys made with the store, the rest given by the province
    one INTEGER PRIMARY KEY CHECK (one = 1),
    store_id BLOB NOT NULL,          -- 16 bytes, bound into the key ring
    sign_seed BLOB NOT NULL,         -- Ed25519
    seal_seed BLOB NOT NULL,         -- X25519
    signed_certificate BLOB,         -- as it came
    last_number INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE road (                  -- one row: how far the province and we have each other
    one INTEGER PRIMARY KEY CHECK (one = 1),
    timeline INTEGER NOT NULL DEFAULT 0,
    acked INTEGER NOT NULL DEFAULT 0,
    sent_through INTEGER NOT NULL DEFAULT 0,
    sending_after INTEGER,           -- not null while a round runs: events beyond it are being sent
    req_n INTEGER NOT NULL DEFAULT 0,
    last_contact TEXT,
    phase TEXT NOT NULL DEFAULT 'Idle',
    suspicious TEXT,
    bytes_up INTEGER NOT NULL DEFAULT 0,
    bytes_down INTEGER NOT NULL DEFAULT 0,
    round_trips INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO road (one) VALUES (1);

CREATE TABLE feeds (                 -- cursor of each feed, moved only by rows whose chain verifies
    scope TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    h BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (                -- what was done, by whomever: history and outbox in one
    n INTEGER PRIMARY KEY,           -- order of arrival in this store
    eid BLOB NOT NULL UNIQUE,
    record BLOB NOT NULL,
    kind TEXT NOT NULL,
    own INTEGER NOT NULL CHECK (own IN (0, 1)),
    raw BLOB NOT NULL,               -- the immutable body, byte for byte
    hash BLOB NOT NULL,
    verdict TEXT,                    -- from the chained feed row only
    why TEXT,                        -- its object, JSON
    rev INTEGER,
    early TEXT                       -- notice in an ANSWER, JSON; believed when the feed row comes
) STRICT;
CREATE INDEX events_of_record ON events (record, n);
CREATE INDEX events_waiting ON events (record) WHERE own = 1 AND verdict IS NULL;
CREATE INDEX events_received ON events (verdict) WHERE own = 1 AND kind = 'dossier.new';
CREATE INDEX events_objected ON events (record, n) WHERE verdict IN ('rejected', 'quarantined', 'conflict');

CREATE TABLE stamps (                -- the transport stamp, outside the body; an event waits here for nothing
    epoch BLOB NOT NULL,
    seq INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES events (n),
    chain BLOB NOT NULL,
    PRIMARY KEY (epoch, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX stamps_of_event ON stamps (event, epoch);

CREATE TABLE dossiers (
    n INTEGER PRIMARY KEY,           -- order of arrival here: the order of lists
    id BLOB NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 0,  -- last revision that came down the feed
    confirmed TEXT,                  -- the province's image; null while it equals doc, or while there is none (rev 0)
    doc TEXT NOT NULL,               -- confirmed plus own pending events: what the clerk sees
    number TEXT GENERATED ALWAYS AS (doc ->> '$.number') STORED,
    official_code TEXT GENERATED ALWAYS AS (doc ->> '$.official_code') STORED,
    applicant TEXT GENERATED ALWAYS AS (doc ->> '$.applicant.full_name') STORED,
    citizen_id TEXT GENERATED ALWAYS AS (doc ->> '$.applicant.citizen_id') STORED,
    procedure TEXT GENERATED ALWAYS AS (doc ->> '$.procedure') STORED,
    status TEXT GENERATED ALWAYS AS (doc ->> '$.status') STORED,
    received_at TEXT GENERATED ALWAYS AS (doc ->> '$.received_at') STORED,
    due_at TEXT GENERATED ALWAYS AS (coalesce(doc ->> '$.due_at', doc ->> '$.promised_due_at')) STORED
) STRICT;
CREATE INDEX dossiers_number ON dossiers (number);
CREATE INDEX dossiers_code ON dossiers (official_code) WHERE official_code IS NOT NULL;
CREATE INDEX dossiers_person ON dossiers (citizen_id) WHERE citizen_id IS NOT NULL;
CREATE INDEX dossiers_status ON dossiers (status, n);

CREATE VIRTUAL TABLE search USING fts5 (folded, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0');
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

CREATE TABLE drafts (
    id BLOB PRIMARY KEY,
    saved_at TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    procedure TEXT NOT NULL,
    form_id TEXT,
    form_version TEXT,
    title TEXT NOT NULL,
    content TEXT NOT NULL            -- every field as typed, JSON
) STRICT;

CREATE TABLE blobs (
    sha256 BLOB PRIMARY KEY,
    file TEXT NOT NULL UNIQUE,       -- random; says nothing of the content
    key BLOB NOT NULL,
    size INTEGER NOT NULL,
    type TEXT NOT NULL
) STRICT;

CREATE TABLE transfers (             -- attachments the province should get, in their own lane
    sha256 BLOB PRIMARY KEY REFERENCES blobs (sha256),
    record BLOB NOT NULL,
    state TEXT NOT NULL DEFAULT 'offered' CHECK (state IN ('offered', 'want', 'hold', 'have')),
    url TEXT NOT NULL DEFAULT '',    -- of the upload in progress
    sent INTEGER NOT NULL DEFAULT 0  -- the province's offset, bytes
) STRICT;
CREATE INDEX transfers_open ON transfers (state) WHERE state <> 'have';

CREATE TABLE staff (
    user TEXT PRIMARY KEY,
    full_name TEXT NOT NULL,
    role TEXT NOT NULL,
    sign_public BLOB NOT NULL,
    box_public BLOB NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    signed_by TEXT NOT NULL,
    signature BLOB NOT NULL
) STRICT;

CREATE TABLE audit (
    n INTEGER PRIMARY KEY,
    body BLOB NOT NULL,
    head BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit is append only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit is append only'); END;
CREATE TRIGGER events_keep BEFORE UPDATE OF eid, record, kind, own, raw, hash ON events
BEGIN SELECT raise(ABORT, 'an event is never changed'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'an event is never deleted'); END;
