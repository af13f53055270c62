"""What the unlocked office does with what it counts by and with packages; `office` inherits it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop_app.bootstrap.given import Given
from desktop_app.errors import FILE_UNREADABLE, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.packages import PublishedRow
from desktop_app.ports.rules import PackageDifference
from desktop_app.storage.open_office import OpenOffice
from desktop_app.usecases.diff_package import diff_package
from desktop_app.usecases.list_packages import list_packages
from desktop_app.usecases.list_rules import Rules, list_rules
from desktop_app.usecases.publish_package import Published, PublishPackage, publish_package
from desktop_app.usecases.show_package import show_package
from forms.catalogue.office_rules import rules_of
from forms.catalogue.package import BYTES_MAX
from forms.dossier.calendar import local


class RuleVerbs:
    """What an office counts by; store and shift are the office's."""

    _vault: OpenOffice
    _desk: Desk
    _given: Given
    _work: OpenWork

    def list_rules(self) -> Rules:
        """Lịch làm việc và những điểm chưa rõ."""
        return list_rules(self._desk, self._work)

    def list_packages(self) -> Sequence[PublishedRow]:
        """Các gói đã công bố."""
        return list_packages(self._desk, self._work)

    def show_package(self, digest: str) -> PackageDifference:
        """Xem một gói đã công bố."""
        return show_package(digest, self._desk, self._work)

    def diff_package(self, raw: bytes) -> PackageDifference:
        """So sánh gói với danh mục đang dùng."""
        return diff_package(raw, self._desk, self._work)

    def fetch_package(self, path: str) -> bytes:
        """Đọc tệp của một gói; what it holds is checked by whoever compares or publishes it."""
        return file_bytes(Path(path), BYTES_MAX)

    def publish_package(self, order: PublishPackage) -> Published:
        """Công bố gói danh mục."""
        published = publish_package(order, self._desk, self._work)
        rules = rules_of(self._vault.packages.packages, local(self._desk.now()).date())
        self._given = replace(self._given, calendar=rules.calendar)
        chosen = rules.settings.answers.get("form_set", self._desk.form_set)
        self._desk = replace(self._desk, settings=rules.settings, form_set=chosen)
        self._work = self._vault.open_work(self._desk)
        return published


def file_bytes(path: Path, bytes_max: int) -> bytes:
    """Return a file's bytes, one more than the ceiling at most: whoever reads them refuses what is too big.

    Raises:
        DeskError: FILE_UNREADABLE.
    """
    try:
        with path.open("rb") as file:
            return file.read(bytes_max + 1)
    except OSError as error:
        raise DeskError(FILE_UNREADABLE, reason=type(error).__name__) from None
