"""Rewards and events, as members browse them."""
