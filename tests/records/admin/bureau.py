"""A bureau without its pages: somebody who sits at it, what they ask, what they are told, what the site was told."""

from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.urls import ResolverMatch, path

from records.documents.views import received


class BureauSite(admin.AdminSite):
    """A site that keeps what it is told of what people do: a name, a title, an address, a person, and what else."""

    def __init__(self):
        super().__init__()
        self.told = []

    def get_urls(self):
        """Add the address where files are read as soon as they are received."""
        return [path("recus/<str:signed>", self.admin_view(received), name="received_file"), *super().get_urls()]

    def tell_step(self, name, title, address, *, by, **others):
        """Note a deed."""
        self.told.append((name, title, address, by, others))

    def note_shared(self, request, link, title):
        """Note that a link was made."""
        self.tell_step("share", f"{title}: {link.name}", "", by=request.user)

    def shared_address(self, secret):
        """Return where a link leads."""
        return f"/partage/{secret}/"

    def deeds_of(self, request):
        """Return what the person of a request did, as the site was told: pairs of a name and a title (a list)."""
        return [(name, title) for name, title, _address, person, _others in self.told if person == request.user]


def request_of(user=None, sent=None, query="", address="/admin/", key=""):
    """Return the request of `user` (who may do everything, unless said); that sends a form if there is `sent`.

    `sent`: a dict; `query`: what follows the address, as it is written there; `key`: that of the record whose form it
    is, if it is one. `said_to` reads what is said in answer.
    """
    factory, asked = RequestFactory(), f"{address}?{query}" if query else address
    request = factory.get(asked) if sent is None else factory.post(asked, sent)
    request.user = user or User(username="direction", is_staff=True, is_superuser=True)
    request.resolver_match = ResolverMatch(None, (), {"object_id": str(key)} if key else {})
    request._messages = CookieStorage(request)
    request._dont_enforce_csrf_checks = True  # tokens are tried elsewhere
    return request


def said_to(request):
    """Return what was said in answer to a request: pairs of a level and a sentence (a list)."""
    return [(message.level_tag, str(message)) for message in get_messages(request)]


def filter_with(kind, model_admin, value=None, user=None):
    """Return a filter (a class) of a list, as `user` asks it for `value`, or for nothing."""
    asked = {} if value is None else {kind.parameter_name: [value]}
    return kind(request_of(user), asked, model_admin.model, model_admin)


def kept_by(kind, model_admin, rows, value, user=None):
    """Return the queryset that a filter (a class) of a list keeps of `rows`, as `user` asks it for `value`."""
    return filter_with(kind, model_admin, value, user).queryset(request_of(user), rows)


def person_who_may(*permissions, username="lectrice"):
    """Make someone of the bureau with `permissions` (codenames) and no other."""
    person = User.objects.create_user(username, is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return person
