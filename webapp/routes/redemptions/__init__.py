"""What is bought with points: by members, and taken by tills."""

from webapp.routes.redemptions import buying, tickets, tills

ROUTES = (*tills.ROUTES, *buying.ROUTES, *tickets.ROUTES)
