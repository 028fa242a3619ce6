"""Tests of what every request meets: middlewares, validation, health, webhook."""
