-- Dossiers with a paper that data replaces: few among many, read whenever the open matters are counted.

CREATE INDEX dossiers_looked_up ON dossiers (status) WHERE instr(doc, '"lookup_status"') > 0;
