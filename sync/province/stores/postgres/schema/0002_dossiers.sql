-- What the log adds up to, and the columns an officer's list is read from.
CREATE SEQUENCE dossier_touched;
CREATE TABLE dossier (
    scope      text NOT NULL,
    id         uuid NOT NULL,
    rev        bigint NOT NULL,
    doc        text NOT NULL,
    field_meta text NOT NULL,
    doc_h      bytea NOT NULL,
    number     text, official_code text, status text NOT NULL, procedure text NOT NULL,
    applicant  text NOT NULL, received_at text, due_at text,
    touched    bigint NOT NULL UNIQUE,
    words      tsvector NOT NULL,
    PRIMARY KEY (scope, id)
);
CREATE INDEX dossier_by_scope ON dossier (scope, touched);
CREATE INDEX dossier_by_status ON dossier (status, touched);
CREATE INDEX dossier_by_id ON dossier (id);
CREATE INDEX dossier_by_number ON dossier (number);
CREATE UNIQUE INDEX dossier_by_code ON dossier (official_code) WHERE official_code IS NOT NULL;
CREATE INDEX dossier_by_words ON dossier USING gin (words);
