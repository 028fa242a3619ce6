"""Tests of core.families."""
