"""Each speed goal of the design as a ratio to its limit, both sides measured in one run."""
