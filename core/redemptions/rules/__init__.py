"""Rules of redemptions: who pays, how a batch is decided, how voucher codes are written."""
