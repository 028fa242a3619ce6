"""Red lines and the record of acts."""
