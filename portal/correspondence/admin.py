"""How the bureau reads what readers write, says where it stands, and answers."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.correspondence.answering import answer_offered, send_answer
from portal.models import Message
from records.admin import TitledListAdmin

SEND = "_send"


def moment_in_figures(moment):
    """Write a moment as it is in Québec: « 2026-03-01 14:05 »."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


@admin.register(Message)
class MessageAdmin(TitledListAdmin):
    """Lists the messages, the latest first; one is answered by mail from its page, and the answer is kept there."""

    change_form_template = "admin/message_change_form.html"
    list_display = ["subject", "about", "email", "state", "came_at"]
    list_filter = ["state", ("request", admin.EmptyFieldListFilter)]
    search_fields = ["subject", "text", "email", "about"]
    list_per_page = 100
    show_full_result_count = False
    actions = None
    came = ("subject", "text", "email", "language", "page_of", "request_of", "came_at")
    left = ("answer_left_at", "answered_by")
    fieldsets = [(_("Reçu"), {"fields": came}), (_("Suite"), {"fields": ("state", "answer", *left)})]

    def has_add_permission(self, request):
        """Leave it to readers."""
        return False

    def get_readonly_fields(self, request, obj=None):
        """Keep what came as it came, and the answer once it has left."""
        gone = ["answer"] if obj is not None and obj.answered_at else []
        return [*self.came, *self.left, *gone]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Begin the answer with what was decided of the request that came with the message."""
        if obj is not None and request.method == "GET" and not obj.answer:
            obj.answer = answer_offered(obj)
        return super().get_form(request, obj, change=change, **kwargs)

    @admin.display(description=_("à propos de"))
    def page_of(self, message):
        """Lead to the page the reader came from."""
        return format_html('<a href="{}">{}</a>', message.address, message.about) if message.address else "–"

    @admin.display(description=_("reçu le"), ordering="received_at")
    def came_at(self, message):
        """Write when it came."""
        return moment_in_figures(message.received_at)

    @admin.display(description=_("réponse partie le"))
    def answer_left_at(self, message):
        """Write when the answer left."""
        return moment_in_figures(message.answered_at) if message.answered_at else "–"

    @admin.display(description=_("demande"))
    def request_of(self, message):
        """Lead to the request that came with the message."""
        if message.request is None:
            return "–"
        address = reverse("admin:missions_delegationrequest_change", args=[message.request_id])
        return format_html('<a href="{}">{}</a> ({})', address, message.request, message.request.get_decision_display())

    def response_change(self, request, obj):
        """Send the answer, if that is the button; say why it cannot leave, with the text still there."""
        if SEND not in request.POST:
            return super().response_change(request, obj)
        try:
            send_answer(obj, by=request.user)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
        else:
            self.message_user(request, _("La réponse est partie, et le message est traité."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)
