"""What was bought with points: vouchers that a till takes."""

from webapp.routes.redemptions import tills

ROUTES = tills.ROUTES
