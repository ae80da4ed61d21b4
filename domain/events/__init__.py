"""Everything that can happen: a closed union of bodies, and a closed table of their names.

    from domain import events as e

    e.IdCardApplied, e.PersonEvent, e.EVENT_TYPES

Each module holds the bodies of one area and ends with their union, and `unions` joins these. A new
body is written there alone: whatever a module defines can be had from here.
"""

from __future__ import annotations

from domain.events.accounts import *
from domain.events.agreements import *
from domain.events.base import *
from domain.events.care import *
from domain.events.claims import *
from domain.events.conduct import *
from domain.events.corrections import *
from domain.events.debts import *
from domain.events.decisions import *
from domain.events.derived import *
from domain.events.detention import *
from domain.events.documents import *
from domain.events.handover import *
from domain.events.housing import *
from domain.events.identities import *
from domain.events.income import *
from domain.events.insurance import *
from domain.events.network import *
from domain.events.notices import *
from domain.events.organisations import *
from domain.events.oversight import *
from domain.events.plan import *
from domain.events.registration import *
from domain.events.retention import *
from domain.events.screening import *
from domain.events.sharing import *
from domain.events.supervision import *
from domain.events.support import *
from domain.events.unions import *
from domain.events.work import *
