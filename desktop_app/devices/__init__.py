"""Things with cables, each behind a port, each with a double in the tests; no verb, no store."""
