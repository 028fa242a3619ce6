"""Tests of the playground: real bots and a real browser against it."""
