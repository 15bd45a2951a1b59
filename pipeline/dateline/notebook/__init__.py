"""What a notebook shows of a run: frames, and drawings of them that need no network."""
