"""The family in the mini-app: its page, its membership, its invitations, its amounts."""
