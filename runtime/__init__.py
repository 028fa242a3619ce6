"""What a process needs around the programme: a database, a clock, logs, Redis, other processes."""
