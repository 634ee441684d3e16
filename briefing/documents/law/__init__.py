"""The law in force, and what a bill's instructions make of it."""
