"""What a browser does that signs in with an identity provider (tests/identity_provider.py)."""

import re
from typing import Any

import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from network.models import User

LEAVE = "/account/single-sign-on/"


def sent_there(client: Client, **typed: str) -> str:
    """Where the site sends somebody who wants to sign in there."""
    page = client.post(LEAVE, typed).text
    [address] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    return str(address).replace("&amp;", "&")


def sent_back(address: str) -> str:
    """Where the identity provider sends them back to: a path of the site."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    return answer.headers["Location"].removeprefix("http://testserver")


def come_back(client: Client, **typed: str) -> Any:
    """What somebody gets who signs in there."""
    return client.get(sent_back(sent_there(client, **typed)))


def refused(answer: Any) -> bool:
    """Whether the answer says that it did not work, and nobody and nothing has come into being by it."""
    heading = re.findall(r"page-head__title\">(.*?)<", answer.text)
    left = [SocialAccount.objects.count(), User.objects.count()]
    return (answer.status_code, heading, left) == (401, ["Signing in there did not work"], [0, 0])
