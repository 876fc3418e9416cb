"""The small words of Russian behind which a text goes on: prepositions, conjunctions, «в том числе», «не менее»."""

from __future__ import annotations

OPEN_WORDS = frozenset(
    """
    и или либо а в во на по с со к ко о об обо от до для из при за у над под не без между через про перед
    после их его её ее что чтобы как также но то том числе рамках целях не менее более позднее реже чаще им
    """.split()  # noqa: SIM905
)
PREPOSITIONS = frozenset(
    """
    в во на по с со к ко о об от до для из при за у над под без между через
    """.split()  # noqa: SIM905
)
CONJUNCTIONS = frozenset(
    """
    и или либо а также
    """.split()  # noqa: SIM905
)
