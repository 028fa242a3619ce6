"""Tests of the mini-app: its sessions, its answers, and the app itself in Chromium."""
