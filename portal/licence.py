"""Under what licence the data are: what the API, the datasets and their catalogue say of it."""

LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
