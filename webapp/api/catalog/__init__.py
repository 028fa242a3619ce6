"""Events and rewards, as their merchant drafts and publishes them."""
