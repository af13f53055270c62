-- A number is drawn while somebody waits: the volumes of a year are found without reading those of other years.
CREATE INDEX books_of_year ON dossiers (doc ->> '$.book', doc ->> '$.year') WHERE number IS NULL;
