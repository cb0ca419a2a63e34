"""Which edition of the API this is, and under what licence the data are."""

# Raised with each change of what the answers look like: a copy that a reader holds is then no longer good.
API_VERSION = "1.0.0"
LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/deed.fr"
