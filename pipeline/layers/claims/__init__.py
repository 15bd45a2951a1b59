"""Claims: what is said to have happened, to whom, where, when, and how sure it is."""
