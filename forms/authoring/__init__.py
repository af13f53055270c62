"""What an author of forms is told: every mistake in a sheet with its row, its column and the repair."""
