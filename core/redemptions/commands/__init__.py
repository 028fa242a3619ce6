"""Commands on redemptions: quote a price, redeem it, verify the voucher that it yields."""
