"""Keys and certificates: made once, read by nobody else, good for the names they are called by."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509 as library

from sync.province import keys, x509
from sync.province.settings import Home

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path)
    keys.make_keys(made, "Thử", ["tinh.thu.vn"], now=NOW, seeds=(b"s" * 32, b"e" * 32))
    return made


def _names(path):
    certificate = library.load_pem_x509_certificate(path.read_bytes())
    names = certificate.extensions.get_extension_for_class(library.SubjectAlternativeName).value
    return {str(name.value) for name in names}


def test_private_files_are_private(home):
    assert home.keys.stat().st_mode & 0o777 == 0o700
    for path in home.keys.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path.name
    assert b"PRIVATE" not in home.ca.read_bytes()


def test_the_listener_is_good_for_loopback_and_the_names_given(home):
    assert _names(home.keys / "tls.pem") == {"localhost", "127.0.0.1", "::1", "tinh.thu.vn"}


def test_keys_are_never_made_twice(home):
    before = (home.keys / "sign.key").read_bytes()
    with pytest.raises(FileExistsError):
        keys.make_keys(home, "Thử", [], now=NOW, seeds=(b"t" * 32, b"f" * 32))
    assert (home.keys / "sign.key").read_bytes() == before


def test_a_listener_is_renewed_before_it_ends_and_for_a_new_name(home):
    kept = (home.keys / "tls.pem").read_bytes()
    assert keys.listener(home, ["tinh.thu.vn"], NOW).certificate.read_bytes() == kept
    keys.listener(home, ["10.0.0.7"], NOW)
    assert "10.0.0.7" in _names(home.keys / "tls.pem")
    renewed = (home.keys / "tls.pem").read_bytes()
    keys.listener(home, [], NOW + x509.LISTENER_LIFE - timedelta(days=29))
    assert (home.keys / "tls.pem").read_bytes() != renewed
    assert (home.keys / "tls.key").stat().st_mode & 0o777 == 0o600


def test_the_root_signs_and_its_child_does_not(home):
    root = library.load_pem_x509_certificate(home.ca.read_bytes())
    leaf = library.load_pem_x509_certificate((home.keys / "tls.pem").read_bytes())
    leaf.verify_directly_issued_by(root)
    for certificate, is_ca in ((root, True), (leaf, False)):
        assert certificate.extensions.get_extension_for_class(library.BasicConstraints).value.ca is is_ca


def test_a_damaged_key_file_is_refused(home):
    (home.keys / "sign.key").write_text("abcd")
    with pytest.raises(ValueError, match=r"sign\.key"):
        keys.load_keys(home)


def test_the_same_home_always_signs_alike(home):
    first, second = keys.load_keys(home), keys.load_keys(home)
    assert first.signer.public == second.signer.public
    assert (first.seal, first.token) == (second.seal, second.token)
    assert first.token not in (home.keys / "sign.key").read_bytes()
