"""Tortoise migrations: tables first, then what the database itself promises."""
