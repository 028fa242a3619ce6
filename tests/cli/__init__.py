"""The command line, tried without the process around it."""
