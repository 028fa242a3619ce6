"""The jobs that remind of points that end, expire them, and extend what was not told of."""
