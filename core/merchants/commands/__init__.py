"""Commands that change who issues and serves, by what they are about."""
