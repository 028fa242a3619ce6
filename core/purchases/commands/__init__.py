"""Commands on purchases: record them, many at once, and refund them."""
