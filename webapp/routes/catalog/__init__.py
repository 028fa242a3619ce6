"""What merchants offer: events and rewards, drafted and published by them."""

from webapp.routes.catalog import events, rewards

ROUTES = (*events.ROUTES, *rewards.ROUTES)
