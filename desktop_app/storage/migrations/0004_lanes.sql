-- The files' lanes (sync.md U11), and how often a file arrived as another one or could not be read here (U8, C9).

ALTER TABLE transfers ADD COLUMN lane TEXT NOT NULL DEFAULT 'P3' CHECK (lane IN ('P2', 'P3', 'P4'));
ALTER TABLE transfers ADD COLUMN troubles INTEGER NOT NULL DEFAULT 0;    -- from 3 on a person must look
UPDATE transfers SET lane = 'P4' WHERE sha256 IN (SELECT sha256 FROM blobs WHERE size > 1048576);
