"""The jobs of expiry: remind and expire, each in short transactions, range by range."""
