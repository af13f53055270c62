-- The cash ledger is read out of the log: fee lines and closings stand there and nowhere else (docs/adr/0007).

CREATE INDEX cash_entries ON events (CAST(raw AS TEXT) ->> '$.payload.day', n) WHERE kind = 'fee.line';
CREATE INDEX cash_receipts ON events (CAST(raw AS TEXT) ->> '$.payload.receipt_no') WHERE kind = 'fee.line';
CREATE INDEX cash_bank_lines ON events (CAST(raw AS TEXT) ->> '$.payload.bank_line') WHERE kind = 'fee.line';
CREATE INDEX cash_closings ON events (CAST(raw AS TEXT) ->> '$.payload.day') WHERE kind = 'cash.close';
