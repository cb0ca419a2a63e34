"""An app of tests: books, for the ground floor to be tried on records that nothing above it defines."""
