"""What a row of history tells beside what changed."""

from django import template

from records.publication.history import author_of

register = template.Library()

register.filter("author", author_of)
