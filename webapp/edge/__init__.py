"""What every request meets, whoever sends it: middlewares, refusals, JSON, health, webhook."""
