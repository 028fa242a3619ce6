"""What members buy with points: the quote, the purchase, the vouchers."""
