-- The commune's books lie among the documents and have no number: they travel, are counted and restored alike.
CREATE INDEX books ON dossiers (n) WHERE number IS NULL;
