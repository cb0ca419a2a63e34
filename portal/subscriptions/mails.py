"""The two mails that the portal writes to who follows it: the one that asks to confirm, and the digest."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from missions.reminders import settings_missing
from portal.subscriptions.links import confirm_link, leave_link


def postal_settings_missing():
    """Return the names of the variables without which nobody is written to (a list): the law asks for an address."""
    return [*settings_missing(), *([] if settings.POSTAL_ADDRESS else ["POSTAL_ADDRESS"])]


def confirmation_mail(subscriber, subscriptions):
    """Return the EmailMessage that asks a Subscriber to confirm `subscriptions`, and says that nothing else follows."""
    with override(subscriber.language):
        context = {
            "topics": [each.topic.label for each in subscriptions],
            "rhythm": subscriber.rhythm_once_confirmed,
            "link": confirm_link(subscriber),
            "postal_address": settings.POSTAL_ADDRESS,
        }
        text = render_to_string("portal/confirm_subscription.txt", context)
        subject = _("Confirmez votre abonnement aux relations internationales de la Ville de Québec")
    return EmailMessage(subject, text, None, [subscriber.email], headers={"Auto-Submitted": "auto-generated"})


def digest_mail(subscriber, news, topics, connection):
    """Return the EmailMessage that tells a Subscriber of `news` (a list of News), which their `topics` are about."""
    with override(subscriber.language):
        link = leave_link(subscriber)
        context = {
            "news": news,
            "topics": topics,
            "site": settings.SITE_URL,
            "leave": link,
            "postal_address": settings.POSTAL_ADDRESS,
        }
        text = render_to_string("portal/digest.txt", context)
        words = ngettext(
            "Relations internationales de la Ville de Québec\u00a0: %(n)s nouvelle",
            "Relations internationales de la Ville de Québec\u00a0: %(n)s nouvelles",
            len(news),
        )
    headers = {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(
        words % {"n": len(news)}, text, None, [subscriber.email], headers=headers, connection=connection
    )
