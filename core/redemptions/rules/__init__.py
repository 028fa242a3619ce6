"""Rules of redemptions: how a batch is decided, and which lots pay."""
