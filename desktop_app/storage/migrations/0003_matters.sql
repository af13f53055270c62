-- What waits for a person, derived from the log (docs/adr/0006): no table of states, only views that cannot disagree.

ALTER TABLE findings ADD COLUMN closed_why TEXT;   -- what was done about it

CREATE INDEX dossiers_alike ON dossiers (citizen_id, procedure) WHERE citizen_id IS NOT NULL;
CREATE INDEX dossiers_unnumbered ON dossiers (number) WHERE official_code IS NULL;

CREATE VIEW same_thing AS            -- a later event about the same command, the same paths, the same file
SELECT e.n AS before, l.n AS later
FROM events e JOIN events l ON l.record = e.record AND l.kind = e.kind AND l.n <> e.n
WHERE CASE e.kind
    WHEN 'cmd' THEN e.verdict <> 'conflict'
        AND CAST(l.raw AS TEXT) ->> '$.payload.name' = CAST(e.raw AS TEXT) ->> '$.payload.name'
    WHEN 'attach.add' THEN
        CAST(l.raw AS TEXT) ->> '$.payload.sha256' = CAST(e.raw AS TEXT) ->> '$.payload.sha256'
    WHEN 'fields.set' THEN NOT EXISTS (
        SELECT 1 FROM json_each(CAST(e.raw AS TEXT), '$.payload') wanted
        WHERE (e.verdict <> 'conflict' OR wanted.key IN (SELECT value FROM json_each(e.why, '$.paths')))
          AND wanted.key NOT IN (SELECT key FROM json_each(CAST(l.raw AS TEXT), '$.payload')))
    ELSE 0 END;

CREATE VIEW superseded AS            -- the same desk tried again, or anybody who had seen it did it since
SELECT s.before AS n
FROM same_thing s JOIN events e ON e.n = s.before JOIN events l ON l.n = s.later
WHERE l.n > e.n AND EXISTS (         -- each event names the one that its desk wrote before it
      WITH RECURSIVE line (eid) AS (
          SELECT CAST(l.raw AS TEXT) ->> '$.after' UNION
          SELECT CAST(p.raw AS TEXT) ->> '$.after'
          FROM line JOIN events p ON p.eid = unhex(replace(line.eid, '-', '')))
      SELECT 1 FROM line WHERE line.eid = CAST(e.raw AS TEXT) ->> '$.eid')
   OR (l.verdict IN ('ok', 'conflict') AND l.rev > coalesce(e.rev, 0)
       OR l.verdict IS NULL AND l.own = 1 AND l.n > e.n)
      AND (l.kind <> 'fields.set' OR CAST(l.raw AS TEXT) ->> '$.base' >= coalesce(e.rev, 0))
      AND NOT EXISTS (
          SELECT 1 FROM json_each(coalesce(l.why, '{}'), '$.paths') aside
          WHERE aside.value IN (SELECT key FROM json_each(CAST(e.raw AS TEXT), '$.payload')));

CREATE VIEW open_objections AS       -- refused, kept aside or held, and closed by nothing yet
SELECT e.n, e.eid, e.record, e.kind, e.own, e.verdict, e.why, e.rev, CAST(e.raw AS TEXT) AS body
FROM events e
WHERE e.verdict IN ('rejected', 'quarantined', 'conflict')
  AND NOT coalesce(
      (SELECT note.value ->> '$.settles' IS NOT NULL      -- the last note that names it decides
       FROM dossiers d, json_each(d.doc, '$.notes') note
       WHERE d.id = e.record
         AND CAST(e.raw AS TEXT) ->> '$.eid' IN (note.value ->> '$.settles', note.value ->> '$.reopens')
       ORDER BY note.key DESC LIMIT 1),
      EXISTS (SELECT 1 FROM superseded s WHERE s.n = e.n)
      OR e.verdict = 'quarantined' AND EXISTS (           -- the province took it in again
          SELECT 1 FROM events v
          WHERE v.record = e.record AND v.kind = 'verdict'
            AND CAST(v.raw AS TEXT) ->> '$.payload.of' = CAST(e.raw AS TEXT) ->> '$.eid'));
