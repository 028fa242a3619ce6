"""The renderer and the catalogues: what people read, in both languages."""
