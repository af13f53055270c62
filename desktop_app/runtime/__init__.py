"""Time and threads: the real clock and dice, two workers, the timer, the log, the lock. No verb, no SQL."""
