"""The flow: read, clean, annotate, tabulate, write; and the Language that annotates."""
