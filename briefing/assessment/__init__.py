"""Assessment: what an analyst says, and the check that it is so."""
