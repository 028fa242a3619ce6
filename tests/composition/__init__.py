"""The composition root: what it decides before it hands parts to the faces."""
