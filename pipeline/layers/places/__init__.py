"""Places: toponyms, their reading and their point on the map."""
