"""Libraries that few answers need, imported when first used: they were a third of what starting a process took.

`from records.late import openpyxl` stands for `import openpyxl`; nothing is loaded until something of it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import docx as docx
    import icalendar as icalendar
    import openpyxl as openpyxl
    import qrcode as qrcode
    import snowballstemmer as snowballstemmer
    import xlsxwriter as xlsxwriter
    from cryptography import fernet as fernet
    from PIL import Image as Image
    from PIL import ImageOps as ImageOps
    from qrcode.image import svg as svg
else:

    class _Late:
        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, what: str) -> Any:
            return getattr(import_module(self._name), what)

    docx, icalendar, openpyxl = _Late("docx"), _Late("icalendar"), _Late("openpyxl")
    fernet, snowballstemmer, xlsxwriter = _Late("cryptography.fernet"), _Late("snowballstemmer"), _Late("xlsxwriter")
    Image, ImageOps = _Late("PIL.Image"), _Late("PIL.ImageOps")
    qrcode, svg = _Late("qrcode"), _Late("qrcode.image.svg")
