"""Commands of families: take a seat and give it up, invite, and move one's own points."""
