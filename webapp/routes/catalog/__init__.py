"""What merchants offer: events and rewards, published by them and browsed by members."""

from webapp.routes.catalog import browsing, events, rewards, showing

ROUTES = (*events.ROUTES, *rewards.ROUTES, *browsing.ROUTES, *showing.ROUTES)
