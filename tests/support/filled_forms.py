"""One complete, invented answer set for each shipped e-form; nobody named here exists. Today is `xforms.NOW`."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from forms.catalogue.shelf import shipped_form
from forms.xforms.read import read_form
from tests.support.xforms import start

if TYPE_CHECKING:
    from forms.xforms.entry import FormEntry, ProblemKind

ASKER = {"requester_name": "Nguyễn Thị Thử Nghiệm", "requester_id": "066190000001", "requester_phone": "0900000001"}
AT_HOME = ASKER | {"requester_residence": "Buôn Thử, xã Thử, Đắk Lắk"}
HERE = {"new_address": "Số 1, Buôn Thử", "new_commune": "Xã Thử"}
CT01 = ASKER | {"requester_birth_date": "1990-05-01", "requester_sex": "female", "permanent_address": "Thôn Mẫu, xã Mẫu, Gia Lai",
                "present_address": "Buôn Thử, xã Thử, Đắk Lắk"}
MEMBER = {"member_name": "Y Thử Niê", "member_birth_date": "2015-03-02", "member_sex": "male", "member_id": "066215000002", "member_relation": "child"}
PARCEL = {"map_sheet": 12, "parcel_number": 34, "parcel_address": "Buôn Thử, xã Thử", "area": "500.5", "area_shared": "100", "purpose_group": "living",
          "purpose": "ont", "origin": "assigned", "origin_paper": "Quyết định thử số 1, 2010", "used_since": 2010, "term": "stable", "asset": "none"}
HOUSE = {"asset": "house", "asset_area": "80", "asset_about": "Nhà cấp bốn, một tầng"}
COUPLE = {"birth_date": "2000-01-02", "ethnicity": "e_de", "residence": "Buôn Thử, xã Thử", "status": "single"}

COMPLETE: dict[str, dict[str, Any]] = {
    "1.000656": {
        "requester": AT_HOME | {"requester_relation": "child"},
        "deceased": {"deceased_name": "Nguyễn Văn Thử", "deceased_sex": "male", "deceased_birth_date": "1950-02-03", "deceased_id": "066050000003",
                     "deceased_ethnicity": "kinh", "deceased_residence": "Buôn Thử, xã Thử"},
        "death": {"death_date": "2026-11-15", "death_time": "05:30:00.000+07:00", "death_place": "Trạm y tế xã Thử", "circumstance": "facility", "death_cause": "Già yếu"},
        "proof": {"paper": "notice_facility", "paper_number": "01/GBT", "paper_date": "2026-11-15", "paper_issuer": "Trạm y tế xã Thử"},
        "copies_wanted": {"copies": 2, "linked": ["residence", "funeral"]}},
    "1.000894": {
        "requester": AT_HOME | {"requester_is": "bride"},
        "groom": {f"groom_{key}": value for key, value in COUPLE.items()} | {"groom_name": "Y Thử Niê", "groom_id": "066200000004"},
        "bride": {f"bride_{key}": value for key, value in COUPLE.items()} | {"bride_name": "H’Thử Êban", "bride_id": "066300000005"},
        "oath": {"kinship": "none", "both_present": "OK"}, "copies_wanted": {"copies": 1}},
    "1.001612": {
        "owner": {"owner_name": "Nguyễn Thị Thử Nghiệm", "owner_birth_date": "1990-05-01", "owner_sex": "female", "owner_id": "066190000001",
                  "owner_residence": "Buôn Thử, xã Thử", "owner_phone": "0900000001"},
        "business": {"own_name": "Tạp hóa Thử Nghiệm", "place": "Số 1, Buôn Thử", "place_commune": "Xã Thử", "start_date": "2026-12-01", "workers": 2,
                     "capital": 50000000, "tax": "declare"},
        "lines": [{"sector": "G", "line": "4711", "is_main": "yes"}, {"sector": "X", "line_code": "8299", "line_name": "Dịch vụ thử"}],
        "oath": {"only_one": "OK"}},
    "1.001699": {
        "requester": AT_HOME | {"requester_relation": "self"},
        "person": {"person_name": "Nguyễn Thị Thử Nghiệm", "person_birth_date": "1990-05-01", "person_sex": "female", "person_ethnicity": "kinh",
                   "person_residence": "Buôn Thử, xã Thử"},
        "wishes": {"wish": "first"},
        "state": {"impairments": ["motor"], **dict.fromkeys(("can_walk", "can_home"), "helped"),
                  **dict.fromkeys(("can_eat", "can_toilet", "can_dress", "can_hear", "can_speak", "can_social"), "alone")},
        "papers": {"evidence": ["record"]}},
    "1.001776": {
        "requester": AT_HOME | {"for_self": "yes"},
        "person": {"person_birth_date": "1990-05-01", "person_sex": "female", "person_ethnicity": "e_de"},
        "wishes": {"category": "disabled", "subcase": "severe", "household": "none", "pension": "no"},
        "disability": {"disability_number": "01/XNKT", "disability_date": "2025-03-01", "disability_issuer": "UBND xã Thử"},
        "payment": {"bank": "Ngân hàng Thử", "account": "0123456789", "account_owner": "Nguyễn Thị Thử Nghiệm"}},
    "1.004194": {
        "requester": CT01, "wishes": {"mode": "household", "from_date": "2026-11-20", "until_date": "2028-11-20"},
        "place": HERE | {"dwelling": "rent", "proof": ["lease"], "proof_source": "paper", "owner_name": "Chủ Nhà Thử", "owner_consent": "vneid", "is_head": "yes"},
        "members": [MEMBER]},
    "1.004222": {
        "requester": CT01,
        "place": HERE | {"case": "rent", "moved_in": "2026-10-01", "proof": ["lease", "floor"], "proof_source": "database", "floor_area": "60", "people_there": 1},
        "household": {"is_head": "no", "head_name": "Chủ Hộ Thử", "head_id": "066180000006", "relation_to_head": "lodger", "members_moving": "yes"},
        "members": [MEMBER], "consents": {"head_consent": "ct01", "owner_name": "Chủ Nhà Thử", "owner_consent": "letter"}},
    "1.012753": {
        "requester": ASKER | {"requester_office": "Giám đốc"},
        "organisation": {"body": "company", "body_name": "Công ty Thử", "body_paper": "Giấy đăng ký thử số 1", "tax_code": "0100000003", "body_address": "Xã Thử",
                         "is_shared": "yes"},
        "sharers": [{"sharer_name": "Công ty Thử", "sharer_id": "0100000003", "share": "66.7"}, {"sharer_name": "Công ty Mẫu", "sharer_id": "0200000007", "share": "33.3"}],
        "parcels": [PARCEL | {"purpose_group": "trade", "purpose": "skc"}], "papers": {"papers_given": ["review", "map"], "truth": "OK"}},
    "1.013225": {
        "requester": AT_HOME,
        "site": {"map_sheet": 12, "parcel_number": 34, "land_area": "200", "site_address": "Buôn Thử", "site_commune": "Xã Thử", "land_paper": "certificate", "land_source": "database"},
        "building": {"work": "house", "level": "4", "ground_area": "90", "floors": 2, "floor_area": "170", "height": "7.5", "adjacent": "no"},
        "design_group": {"design": "self", "begin_date": "2027-01-10", "finish_date": "2027-07-10"}},
    "1.013978": {
        "requester": AT_HOME | {"requester_birth_date": "1990-05-01", "requester_sex": "female", "holder": "couple"},
        "names": {"spouse_name": "Y Thử Niê", "spouse_id": "066088000007"},
        "parcels": [PARCEL | HOUSE, {key: value for key, value in PARCEL.items() if key != "origin_paper"}
                    | {"parcel_number": 35, "purpose_group": "farm", "purpose": "cln", "origin": "cleared", "used_since": 1990}],
        "papers": {"duty": "debt", "duty_paper": "Giấy thử", "truth": "OK"}},
    "2.000635": {
        "requester": AT_HOME | {"whose": "self"},
        "extracts": [{"event": "birth", "holder_name": "Nguyễn Thị Thử Nghiệm", "holder_birth_date": "1990-05-01", "registered_at": "Xã Thử cũ", "extract_copies": 2},
                     {"event": "marriage", "holder_name": "Nguyễn Thị Thử Nghiệm", "spouse_name": "Y Thử Niê", "holder_birth_date": "1990-05-01", "registered_at": "Xã Thử",
                      "registered_on": "2015-06-01", "entry_number": "12", "book": "01/2015", "extract_copies": 1}],
        "total": {"purpose": "Làm hồ sơ nhà đất"}},
    "2.000884": {
        "requester": ASKER, "documents": [{"document": "cv", "title": "Sơ yếu lý lịch", "signed_copies": 2, "unsigned": "OK"}],
        "signers": [{"signer_name": "Nguyễn Thị Thử Nghiệm", "signer_id": "066190000001"}], "total": {"content_oath": "OK"}},
    "2.001035": {
        "requester": ASKER, "deal": {"kind": "transfer", "title": "Hợp đồng chuyển nhượng thử", "pages": 6, "copies": 3},
        "parties": [{"role": "seller", "party_name": "Nguyễn Thị Thử Nghiệm", "party_id": "066190000001", "party_birth_date": "1990-05-01"},
                    {"role": "buyer", "entity": "body", "party_name": "Công ty Thử", "party_code": "0100000003", "representative": "Y Thử Niê, giám đốc, điều lệ"}],
        "assets": [{"asset": "land", "asset_title": "Giấy chứng nhận thử số 1", "asset_about": "Thửa 34 tờ 12", "asset_area": "500", "asset_value": 1250000000}],
        "total": {"will_oath": "OK"}},
}  # fmt: skip


def empty(form_id: str) -> FormEntry:
    """The form with nothing in it but its defaults."""
    return start(read_form(shipped_form(form_id)))


def filled(form_id: str) -> FormEntry:
    """The form with its complete answers."""
    return start(read_form(shipped_form(form_id)), answers=deepcopy(COMPLETE[form_id]))


def name_of(path: str) -> str:
    return path.rpartition("/")[2]


def asked(entry: FormEntry) -> set[str]:
    return {name_of(question.path) for question in entry.questions()}


def broken(entry: FormEntry, *kinds: ProblemKind) -> set[str]:
    return {name_of(problem.path) for problem in entry.problems() if not kinds or problem.kind in kinds}
