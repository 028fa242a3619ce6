"""The operating side of a process: database, clock, logs, Redis, jobs, signals, other processes."""
