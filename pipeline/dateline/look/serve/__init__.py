"""An output folder as a page of its own server, for outputs too large for one file."""
