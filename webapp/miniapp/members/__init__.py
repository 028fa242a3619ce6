"""What the mini-app knows of the member: the code that a till scans, and the settings."""
