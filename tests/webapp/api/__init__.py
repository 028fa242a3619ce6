"""Tests of the merchant API."""
