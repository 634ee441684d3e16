"""How good an analyst is and how much grounding sees, measured on labelled cases."""
