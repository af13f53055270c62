"""A list with filters that grows page by page: thought once, drawn once, for every screen that is one."""
