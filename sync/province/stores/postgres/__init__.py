"""PostgreSQL behind the same ports: its own way with connections, locks, search and partitions."""
