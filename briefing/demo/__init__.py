"""Demo: example proposals in the real wire formats and the server for them."""
