"""Letters: what mails say, and how they are set as HTML and as plain text."""
