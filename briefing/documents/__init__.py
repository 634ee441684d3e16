"""Documents: bytes to passages with locators, passages to the parts of a bill."""
