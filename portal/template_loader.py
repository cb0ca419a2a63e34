"""Templates are written with their indentation and sent without it: readers' browsers have no use for it."""

import re

from django.template.loaders import filesystem

INDENTATION = re.compile(r"\n[ \t]+")
# A line that only says when, how often or under what name the next ones are written.
LINE_OF_TAGS = re.compile(
    r"^((?:\{% (?:if|elif|else|endif|for|empty|endfor|with|endwith|block|endblock|kept|endkept|load)\b[^%]*%\})+)\n",
    re.MULTILINE,
)


class UnindentedLoader(filesystem.Loader):
    """Finds templates in the folders of the settings; leaves out the indentation of those that are HTML."""

    def get_contents(self, origin):
        """Return the text of a template; that of an HTML one, read once a process, has no indentation.

        A line break between two words stays: for a browser, it is the space that they need. That of a line which only
        holds tags, and writes nothing, goes: the one before it is there.
        """
        text = super().get_contents(origin)
        return LINE_OF_TAGS.sub(r"\1", INDENTATION.sub("\n", text)) if origin.name.endswith(".html") else text
