-- Who belongs to the province: offices, their devices, officers. Instants are text in UTC whose order is time's.
CREATE TABLE office (
    commune text PRIMARY KEY, name text NOT NULL, unit text NOT NULL UNIQUE
);
CREATE TABLE certificate (
    serial bigint PRIMARY KEY, dev bytea NOT NULL UNIQUE, scope text NOT NULL, tag text NOT NULL,
    sign bytea NOT NULL, not_after text NOT NULL, revoked_at text, body bytea NOT NULL,
    UNIQUE (scope, tag)
);
CREATE TABLE enrol_code (
    digest bytea PRIMARY KEY, commune text NOT NULL REFERENCES office, expires_at text COLLATE "C" NOT NULL,
    used_at text, serial bigint REFERENCES certificate
);
CREATE TABLE staff (
    scope text NOT NULL, dev bytea NOT NULL, "user" text NOT NULL, role text NOT NULL,
    PRIMARY KEY (scope, dev, "user")
);
CREATE TABLE officer (
    id text PRIMARY KEY, login text NOT NULL UNIQUE, full_name text NOT NULL, password text NOT NULL,
    active smallint NOT NULL
);
CREATE TABLE session (
    digest bytea PRIMARY KEY, officer text NOT NULL REFERENCES officer, csrf text NOT NULL,
    expires_at text COLLATE "C" NOT NULL
);
CREATE TABLE login_failure (
    login text NOT NULL, at text COLLATE "C" NOT NULL
);
CREATE INDEX login_failure_by_login ON login_failure (login, at);
