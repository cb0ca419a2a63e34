"""Telling the right people, by mail, of what is submitted, sent back or put online, of what ends and what is late."""
