"""What a process loads to answer readers, and what it leaves for whoever asks for it."""

import subprocess
import sys

from tests.house.code import ROOT

# What each serves: files of the bureau and of readers, pictures, the second step, the accounts of the city, the API.
LEFT_FOR_LATER = {
    *("docx", "icalendar", "openpyxl", "weasyprint", "xlsxwriter", "fontTools", "lxml", "PIL", "qrcode"),
    *("cryptography", "fido2", "jwt", "requests", "rest_framework", "drf_spectacular", "snowballstemmer"),
}
LOADED = """
import sys
from config.wsgi import application
from django.urls import reverse
reverse("mfa_index")
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_a_process_starts_without_what_few_answers_need():
    told = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(told.stdout.split())
    assert {"django", "allauth", "portal"} <= loaded
    assert sorted(LEFT_FOR_LATER & loaded) == []
