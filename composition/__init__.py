"""Puts the parts of a process together; only here may a module import every package."""
