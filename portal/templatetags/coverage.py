"""What every page that counts says of the register it counts from."""

from django import template

from portal.coverage import known_until

register = template.Library()

register.simple_tag(known_until)
