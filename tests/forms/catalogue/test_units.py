"""The communes."""

from __future__ import annotations

import unicodedata

from forms.catalogue import units


def test_all_communes_of_the_province_are_there():
    communes = units.shipped()
    assert len(communes) == 102
    kinds = [commune.type for commune in communes.values()]
    assert (kinds.count("xã"), kinds.count("phường")) == (88, 14)
    for code, commune in communes.items():
        assert len(code) == 5 and code.isdecimal()
        assert commune.name == unicodedata.normalize("NFC", commune.name)


def test_a_commune_is_found_as_it_is_typed():
    assert [commune.full_name for commune in units.find("cu mgar")] == ["Xã Cư M’gar"]
    assert "Phường Buôn Ma Thuột" in {commune.full_name for commune in units.find("buôn ma")}
