"""The administrator's verbs over a store of dicts: the real ones, with the real checks; files are real files."""

from types import SimpleNamespace

from desktop_app.bootstrap.given import Given
from desktop_app.bootstrap.review_verbs import ReviewVerbs
from desktop_app.storage.form_shelf import ShippedShelf
from forms.catalogue.office_rules import rules_of
from forms.dossier.roles import Role
from tests.support.fakes import MemoryStore, MemoryWork, a_desk


class FakeRules(ReviewVerbs):
    """What an office answers about its rules, its packages and a review."""

    def __init__(self) -> None:
        self.store = store = MemoryStore()
        self._desk = a_desk(Role.ADMINISTRATOR, "quantri")
        self._work = store.open_work(self._desk)

        def published():
            return MemoryWork(store, self._desk).packages

        rules = rules_of(published().packages, self._desk.now().date())
        none = None
        self._given = Given(ShippedShelf(), rules.calendar, none, none, none, none)
        packages = SimpleNamespace(packages=lambda kind: published().packages(kind))
        self._vault = SimpleNamespace(packages=packages, open_work=store.open_work)
