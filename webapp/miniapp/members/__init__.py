"""The member in the mini-app: the code that a till scans, and the settings."""
