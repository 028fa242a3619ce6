"""Rules of redemptions: the decision on a batch, and the lots that pay."""
