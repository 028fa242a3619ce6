"""Rules of purchases: what a purchase earns, and how purchases and refunds are decided."""
