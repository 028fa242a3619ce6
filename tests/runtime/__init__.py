"""Tests of the runtime with real servers, real processes and real signals."""
