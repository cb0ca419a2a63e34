"""The site as readers meet it: served, in a real browser, on the real record."""
