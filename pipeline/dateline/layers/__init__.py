"""One room a layer: component (where is it?), resolve (what does it mean?), table (what is kept?)."""
