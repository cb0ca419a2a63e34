"""Templates are written with their indentation and sent without it: readers' browsers have no use for it."""

import re

from django.template.loaders import filesystem

INDENTATION = re.compile(r"\n[ \t]+")


class UnindentedLoader(filesystem.Loader):
    """Finds templates in the folders of the settings; leaves out the indentation of those that are HTML."""

    def get_contents(self, origin):
        """Return the text of a template; that of an HTML one, read once a process, has no indentation.

        A line break between two words stays: for a browser, it is the space that they need.
        """
        text = super().get_contents(origin)
        return INDENTATION.sub("\n", text) if origin.name.endswith(".html") else text
