"""Where a message waits for the next page."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class MessageCookie(CookieStorage):
    """A signed cookie, bound to this host like the others. In the session, the page that shows it would write."""

    cookie_name = settings.MESSAGE_COOKIE_NAME
