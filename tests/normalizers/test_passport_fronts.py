"""Fronts of plans of many regions (`passport_fronts.toml`) → the facts that were written down beforehand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from normalizers.passport import read_passport

FACTS = ("level", "region_code", "municipality", "act_number", "act_date", "period_start", "period_end")
PLANS = tomllib.loads(Path(__file__).with_name("passport_fronts.toml").read_text("utf-8"))["plan"]


@pytest.mark.parametrize("plan", PLANS, ids=[plan["title"][:60] for plan in PLANS])
def test_front(plan: dict[str, object]) -> None:
    passport = read_passport(title=plan["title"], **plan.get("rest", {}))  # type: ignore[arg-type]
    found = {name: getattr(passport, name) for name in FACTS}
    found["act_date"] = passport.act_date.isoformat() if passport.act_date else None
    assert found == {name: plan.get(name) for name in FACTS}


def test_the_table_names_only_facts() -> None:
    assert {name for plan in PLANS for name in plan} == {"title", "rest", *FACTS}
