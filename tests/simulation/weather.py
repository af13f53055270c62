"""Runs histories: `python -m tests.simulation.weather --seeds 10000 --steps 100`. Prints seed and trace of a failure."""

import argparse
import os
import sys
from collections import Counter
from multiprocessing import Pool

from tests.simulation.invariants import Violation, Watch
from tests.simulation.world import Weather, World


def live(seed: int, steps: int = 100, weather: Weather | None = None) -> World:
    """Live one history and check it.

    Raises:
        Violation: with the seed and the trace.
    """
    world = World(seed, weather)
    watch = Watch(world)
    try:
        for _ in range(steps):
            world.step()
            watch.each_step()
        world.settle()
        watch.at_rest()
    except Exception as error:
        trace = "\n  ".join(world.trace)
        raise Violation(f"seed {seed}: {type(error).__name__}: {error}\n  {trace}") from error
    return world


def main() -> int:
    """Run many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--real", action="store_true", help="Ed25519 and zstd 19")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    work = [(seed, asked.steps, asked.real) for seed in range(asked.first, asked.first + asked.seeds)]
    happened: Counter[str] = Counter()
    with Pool(asked.processes) as pool:
        for broken, kinds in pool.imap_unordered(_one, work, chunksize=20):
            if broken:
                print(broken)
                return 1
            happened.update(kinds)
    last = asked.first + asked.seeds - 1
    print(f"seeds {asked.first} to {last}, {asked.steps} steps each: every invariant held in {asked.seeds} histories")
    print("histories with " + ", ".join(f"{kind}: {n}" for kind, n in sorted(happened.items())))
    return 0


def _one(work: tuple[int, int, bool]) -> tuple[str, set[str]]:
    seed, steps, real = work
    try:
        return "", live(seed, steps, Weather(real=real)).happened
    except Violation as violation:
        return str(violation), set()


if __name__ == "__main__":
    sys.exit(main())
