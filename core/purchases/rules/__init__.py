"""Rules of purchases: the points of a purchase, and the decisions on purchases and refunds."""
