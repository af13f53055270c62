"""Commands for texts and units, against what ships; no store, no passphrase."""

from __future__ import annotations

import json

import pytest

from desktop_app.bootstrap.house import House
from desktop_app.cli import main as cli
from forms.catalogue.kinds import checked
from forms.catalogue.units import of_package
from tests.support.shared import shared


def run(capsys, *words):
    code = cli.main(["--json", *words], House())
    return code, json.loads(capsys.readouterr().out)


def test_a_file_in_an_old_encoding_is_written_anew_and_the_old_one_stays(tmp_path, capsys):
    old = tmp_path / "danh-sach.csv"
    raw = "Họ tên\nNguyÔn ThÞ Thö NghiÖm\n".replace("Họ tên", "Hä t\xean").encode("cp1252")
    old.write_bytes(raw)
    code, said = run(capsys, "text", "convert", str(old))
    assert (code, said["text"]["found"], said["text"]["written"]) == (0, "TCVN3 (ABC)", str(tmp_path / "danh-sach.unicode.csv"))
    assert "Nguyễn Thị Thử Nghiệm" in (tmp_path / "danh-sach.unicode.csv").read_text("utf-8")
    assert old.read_bytes() == raw


def test_looking_writes_nothing(tmp_path, capsys):
    old = tmp_path / "a.txt"
    old.write_bytes("Nguyeãn Thò Thöû Nghieäm".encode("cp1252"))
    _, said = run(capsys, "text", "convert", str(old), "--look")
    assert said["text"]["found"] == "VNI Windows"
    assert "Nguyeãn → Nguyễn" in said["text"]["examples"]
    assert list(tmp_path.iterdir()) == [old]


def test_a_file_that_needs_nothing_is_left_alone(tmp_path, capsys):
    file = tmp_path / "a.txt"
    file.write_text("Đắk Lắk", "utf-8")
    _, said = run(capsys, "text", "convert", str(file))
    assert (said["text"]["found"], said["text"]["written"]) == ("", "")
    assert list(tmp_path.iterdir()) == [file]


def test_no_file_is_written_over(tmp_path, capsys):
    old, there = tmp_path / "a.txt", tmp_path / "a.unicode.txt"
    old.write_bytes("Nguyeãn Thò Thöû Nghieäm".encode("cp1252"))
    there.write_text("mine")
    code, said = run(capsys, "text", "convert", str(old))
    assert code == 3
    assert "giữ nguyên" in said["sentence"]
    assert there.read_text() == "mine"


def test_an_address_and_a_commune_are_found_without_a_store(capsys):
    _, said = run(capsys, "units", "address", "P.9,", "TP.", "Tuy Hòa,", "Phú Yên")
    assert [choice["name"] for choice in said["address"]["choices"]] == ["Phường Tuy Hòa", "Phường Bình Kiến"]
    _, said = run(capsys, "units", "find", "cu", "mgar")
    assert [row["code"] for row in said["communes"]] == ["24280"]


@pytest.mark.parametrize("wrong", ["{}", "[]", "no json"])
def test_what_is_no_data_set_makes_no_package(tmp_path, capsys, wrong):
    file, out = tmp_path / "units.json", tmp_path / "units.pkg.json"
    file.write_text(wrong)
    code, _ = run(capsys, "units", "package", str(file), "--edition", "1", "--effective-from", "2026-07-25", "--source", "x", "--out", str(out))
    assert code in (3, 5)  # refused by a rule, or no strict JSON at all
    assert not out.exists()


def test_the_country_becomes_a_package_an_administrator_can_publish(tmp_path, capsys):
    file, out = tmp_path / "units.json", tmp_path / "units.pkg.json"
    file.write_text(json.dumps(shared("admin_units.json")))
    run(capsys, "units", "package", str(file), "--edition", "2026.07", "--effective-from", "2026-07-25", "--source", "QĐ 19/2025/QĐ-TTg", "--out", str(out))
    assert len(of_package(checked(out.read_bytes())).communes) == 3321
