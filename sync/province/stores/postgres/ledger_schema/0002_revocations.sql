-- What was last said of trusting a device, and when: a restored store would trust it again. No instant: it was lifted.
CREATE TABLE revocation (
    dev bytea PRIMARY KEY, revoked_at text, said_at text NOT NULL
);
