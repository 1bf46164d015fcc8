"""The two sets of principles that practices are held against, ENAR's by their titles, the others by short labels.

The numbers are those of the sources: the 11 Common Basic Principles for immigrant integration policy (Council of the
European Union, 2004) and the 15 principles for framing a positive approach to migration (ENAR toolkit, section 1).
"""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class CommonBasicPrinciple(IntegerChoices):
    """The Common Basic Principles (CBP) by number."""

    CBP_1 = 1, _("Two-way accommodation of immigrants and residents")
    CBP_2 = 2, _("Respect for the EU's basic values")
    CBP_3 = 3, _("Employment as a key to participation")
    CBP_4 = 4, _("Language, history and institutions of the receiving society")
    CBP_5 = 5, _("Education that prepares immigrants and their descendants")
    CBP_6 = 6, _("Equal, non-discriminatory access to institutions, goods and services")
    CBP_7 = 7, _("Frequent contact and dialogue between immigrants and citizens")
    CBP_8 = 8, _("Safeguarding diverse cultures and religions")
    CBP_9 = 9, _("Taking part in democracy and in shaping integration policy")
    CBP_10 = 10, _("Integration mainstreamed in all policies and public services")
    CBP_11 = 11, _("Clear goals, indicators and evaluation")


class EnarPrinciple(IntegerChoices):
    """The ENAR principles by number."""

    ENAR_1 = 1, _("Promote positive values, conceptions and principles")
    ENAR_2 = 2, _("Use positive terminology in the political discourse")
    ENAR_3 = 3, _("Take a human rights based approach to migration")
    ENAR_4 = 4, _("Comply with human rights")
    ENAR_5 = 5, _("Make use of demographic data, challenging assumptions")
    ENAR_6 = 6, _("Ensure anti-discrimination for all")
    ENAR_7 = 7, _("Respect links between anti-discrimination, integration and social inclusion")
    ENAR_8 = 8, _("Enforce existing labour law")
    ENAR_9 = 9, _("Protect workers' rights")
    ENAR_10 = 10, _("Ensure policy coherence")
    ENAR_11 = 11, _("Promote gender sensitive and age sensitive policy making")
    ENAR_12 = 12, _("Ensure participation and the migrants' voice")
    ENAR_13 = 13, _("Ensure equality in education")
    ENAR_14 = 14, _("Recognise the global context")
    ENAR_15 = 15, _("Be proactive not reactive")
