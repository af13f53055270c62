"""A stage for presenters: a fake office, workers that answer when told, a timer that waits to be rung."""

from desktop_app.ui.stage import Stage
from tests.support.fake_office import FakeOffice, Held, Now


class Timer:
    """Remembers what was to be done later; ``ring`` does it."""

    def __init__(self):
        self.pending = []

    def __call__(self, seconds, work):
        entry = (seconds, work)
        self.pending.append(entry)

        def cancel():
            if entry in self.pending:
                self.pending.remove(entry)

        return cancel

    def ring(self):
        pending, self.pending = self.pending, []
        for _seconds, work in pending:
            work()


class Bench:
    """A stage with everything in reach."""

    def __init__(self, office=None, *, held=False):
        self.office = office or FakeOffice()
        self.store, self.line = (Held(), Held()) if held else (Now(), Now())
        self.timer, self.went, self.notes, self.changes = Timer(), [], [], []
        self.stage = Stage(
            self.office, self.store, self.line, self.timer,
            go=lambda name, what: self.went.append((name, what)),
            notify=lambda text, alarm: self.notes.append((text, alarm)),
            changed=lambda: self.changes.append(1),
        )  # fmt: skip
