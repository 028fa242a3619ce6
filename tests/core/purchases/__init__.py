"""Tests of core.purchases."""
