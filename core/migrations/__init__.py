"""Tortoise migrations: tables first, then what the database itself promises.

Two of them begin with 0006: two branches met there. They run one after the other by their
`dependencies`; the numbers only sort the files. Tortoise records a migration by its whole name and
does not honour `replaces`, so a database that has applied 0006_reminders would apply it again under
another number and fail to start. An applied migration keeps its name; the next one takes the next
free number.
"""
