"""Small rule files, written as a municipality would write them."""

from datetime import date

from domain.rule_files import rule_set
from domain.rules import RuleSet

HEAD = """
id = "local"
title = { nl = "Beleid van de gemeente", en = "Policy of the municipality" }
summary = { nl = "Wat de gemeente anders doet.", en = "What the municipality does differently." }
"""

WAY = """
[[ways]]
id = "local/lent-by-the-municipality"
name = { nl = "Briefadres bij de gemeente", en = "Postal address at the municipality" }
need = "address"
kind = "ordinary"
actor = { nl = "de betrokkene", en = "the person" }
decider = { nl = "de gemeente", en = "the municipality" }
source = { law = "Beleidsregel briefadressen", article = "3" }
valid_from = 2010-01-01
valid_to = 2019-12-31
confidence = "high"
verified = true
"""

ASKS = """conditions = [{ need = "%s", bindingness = "%s" }]
"""

INTERVENTION = """
[[interventions]]
id = "local/without-identity"
name = { nl = "Zonder identiteit", en = "Without identity" }
kind = "waive"
way = "local/lent-by-the-municipality"
waives = "identity"
decider = { nl = "de gemeente", en = "the municipality" }
source = { law = "Beleidsregel briefadressen", article = "4" }
valid_from = 2010-01-01
confidence = "high"
verified = true
"""

TERM = """
[[terms]]
id = "local/decision"
name = { nl = "Beslissing", en = "Decision" }
need = "address"
base = "postal-address-requested"
met_by = ["postal-address-granted"]
period = { weeks = 2 }
who = { nl = "de gemeente", en = "the municipality" }
source = { law = "Beleidsregel briefadressen", article = "5" }
valid_from = 2010-01-01
confidence = "high"
verified = true
"""


def file_of(*parts: str) -> bytes:
    return (HEAD + "".join(parts)).encode()


def rules_of(*parts: str, frozen_on: date | None = None) -> RuleSet:
    return rule_set("local", {"local.toml": file_of(*parts)}, frozen_on)
