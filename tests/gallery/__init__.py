"""The gallery of components, for those who develop the portal: `make gallery` shows it, no deployment knows of it."""
