"""What an enrolment leaves behind, above all when it fails half-way."""

from pathlib import Path

import pytest

from desktop_app.usecases.enrol_device import EnrolDevice, enrol_device
from sync.core.certificate import EnrolRequest, sign_certificate
from tests.support.office import PROVINCE, Office, a_certificate

ORDER = EnrolDevice("https://tinh.example", "ca.pem", "AAAA-BBBB")


class Registrar:
    """A province that answers at once."""

    def ask(self, _order: EnrolDevice, request: EnrolRequest) -> bytes:
        return sign_certificate(a_certificate(request.sign, request.seal), PROVINCE)


def test_an_enrolment_whose_address_cannot_be_kept_may_be_tried_again(tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    office.again("quantri")

    def full(_order: EnrolDevice) -> None:
        raise OSError

    with pytest.raises(OSError):
        enrol_device(ORDER, office.desk(), Registrar(), full, office.work)
    assert office.desk().tag is None
    kept = list[EnrolDevice]()
    assert enrol_device(ORDER, office.desk(), Registrar(), kept.append, office.work).tag == office.desk().tag
    assert kept == [ORDER]
    office.open.close()
