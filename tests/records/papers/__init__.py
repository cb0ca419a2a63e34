"""Pages on paper: at which addresses, with which pictures, from where."""
