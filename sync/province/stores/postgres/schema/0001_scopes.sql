-- The log: one line per device and epoch, one feed per commune (sync.md section 8). Scope leads every key: it is the
-- column by which the large tables are parted here, and by which a cluster would part them over machines.
-- Documents and verdicts are text, not jsonb: what devices send may hold what jsonb refuses (\u0000), and key order.
CREATE TABLE scope (
    id      text PRIMARY KEY,
    seq     bigint NOT NULL,
    h       bytea NOT NULL,
    floor   bigint NOT NULL DEFAULT 0,
    tally_n bigint NOT NULL,
    tally_h bytea NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE device (
    scope text NOT NULL, dev bytea NOT NULL, epoch bytea NOT NULL, n integer NOT NULL,
    have  bigint NOT NULL, chain bytea NOT NULL,
    req_n bigint NOT NULL, audit_n bigint, audit_h bytea, seen_at text NOT NULL,
    PRIMARY KEY (scope, dev, epoch), UNIQUE (scope, dev, n)
) WITH (fillfactor = 50);
CREATE TABLE stamp (
    scope text NOT NULL, dev bytea NOT NULL, epoch bytea NOT NULL, dseq bigint NOT NULL,
    eid   uuid NOT NULL, chain bytea NOT NULL,
    PRIMARY KEY (scope, dev, epoch, dseq)
) PARTITION BY HASH (scope);
CREATE TABLE event (
    scope text NOT NULL, eid uuid NOT NULL, dossier uuid,
    body  bytea NOT NULL, body_h bytea NOT NULL, dev bytea, epoch bytea, recv text COLLATE "C" NOT NULL,
    word  text NOT NULL, verdict text NOT NULL, rev bigint NOT NULL,
    PRIMARY KEY (scope, eid)
) PARTITION BY HASH (scope);
CREATE INDEX event_of_dossier ON event (scope, dossier) WHERE dossier IS NOT NULL;
CREATE INDEX event_waiting ON event (recv) WHERE word IN ('conflict', 'rejected', 'quarantined');
CREATE INDEX event_objected ON event (scope) WHERE word <> 'ok';
CREATE TABLE feed (
    scope text NOT NULL, seq bigint NOT NULL, eid uuid NOT NULL, meta bytea NOT NULL, h bytea NOT NULL,
    PRIMARY KEY (scope, seq), UNIQUE (scope, eid)
) PARTITION BY HASH (scope);
DO $$
DECLARE
    parted text;
BEGIN
    FOREACH parted IN ARRAY ARRAY['stamp', 'event', 'feed'] LOOP
        FOR part IN 0..7 LOOP
            EXECUTE format(
                'CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS 8, REMAINDER %s)',
                parted || '_' || part, parted, part);
        END LOOP;
    END LOOP;
END $$;
CREATE TABLE snapshot (
    scope text PRIMARY KEY, seq bigint NOT NULL, h bytea NOT NULL, tally_n bigint NOT NULL, tally_h bytea NOT NULL,
    pages bytea NOT NULL, made_at text NOT NULL
);
CREATE TABLE snapshot_page (
    scope text NOT NULL, page integer NOT NULL, body bytea NOT NULL,
    PRIMARY KEY (scope, page)
);
CREATE TABLE quarantine (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scope text NOT NULL, dev bytea NOT NULL, raw bytea NOT NULL, why text NOT NULL, recv text NOT NULL,
    closed_at text
);
CREATE INDEX quarantine_open ON quarantine (scope, dev) WHERE closed_at IS NULL;
