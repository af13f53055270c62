"""Carries out what the machine asks: one round between a replica and the province, over a line that is given.

No clock, dice, socket or store of its own, and no decision about phases: those stand in `core.machine`.
"""

from sync.runner.progress import Gauge, Lane, Progress
from sync.runner.report import Means, RoundReport
from sync.runner.rest import Rest
from sync.runner.round import run_round

__all__ = ["Gauge", "Lane", "Means", "Progress", "Rest", "RoundReport", "run_round"]
