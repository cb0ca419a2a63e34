"""Reading a page as a reader does."""


def shown(response):
    """Return the text of a page."""
    return response.content.decode()
