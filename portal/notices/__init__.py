"""Telling the right people, by mail, of what is submitted, sent back or put online."""
