"""Delivery: finished briefings to where people find them."""
