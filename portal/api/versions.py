"""Which edition of the API this is."""

# Raised with each change of what the answers look like: a copy that a reader holds is then no longer good.
API_VERSION = "1.0.0"
