"""The language of a page is in its address, and nowhere else."""

from django.utils import translation

from records.words.languages import FRENCH, tag_of


class LanguageOfTheAddress:
    """Speaks the language that the address begins with, French otherwise, whatever the browser asks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = translation.get_language_from_path(request.path_info) or FRENCH
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", tag_of(language))
        return response
