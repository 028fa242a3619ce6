"""The merchant API: what a till or a merchant's shop system calls with its key."""
