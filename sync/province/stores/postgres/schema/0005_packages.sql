-- What the province counts by (docs/adr/0007): published once, never changed.
CREATE TABLE package (
    n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, subject text NOT NULL, edition text NOT NULL,
    sha256 bytea NOT NULL UNIQUE, raw bytea NOT NULL, published_at text NOT NULL,
    UNIQUE (kind, subject, edition)
);
