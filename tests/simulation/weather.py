"""Runs histories: `python -m tests.simulation.weather --seeds 10000 --steps 100`. Prints seed and trace of a failure."""

import argparse
import sys

from tests.simulation.invariants import Violation, Watch
from tests.simulation.world import World


def live(seed: int, steps: int = 100, *, real: bool = False, clones: bool = False) -> World:
    """Live one history and check it.

    Raises:
        Violation: with the seed and the trace.
    """
    world = World(seed, real=real, clones=clones)
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
    parser.add_argument("--clones", action="store_true", help="one disk is copied into a second machine")
    asked = parser.parse_args()
    for seed in range(asked.first, asked.first + asked.seeds):
        try:
            live(seed, asked.steps, real=asked.real, clones=asked.clones)
        except Violation as violation:
            print(violation)
            return 1
    print(f"{asked.seeds} histories of {asked.steps} steps: every invariant held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
