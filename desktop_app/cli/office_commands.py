"""Commands of the house: create, enrol, people, the line, the audit, invented dossiers, the window."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any, Final

from desktop_app.cli.command import Ask, Command, Needs, argument
from desktop_app.cli.secret import read_secret
from desktop_app.usecases.add_clerk import AddClerk
from desktop_app.usecases.create_office import CreateOffice
from desktop_app.usecases.enrol_device import EnrolDevice
from desktop_app.usecases.resume_road import ResumeRoad
from desktop_app.usecases.seed_dossiers import SeedDossiers

OK: Final = 0
REFUSED: Final = 3
NOT_REACHED: Final = 4
INTEGRITY: Final = 5
_STOPPED: Final = {"Suspicious": INTEGRITY, "Halted": REFUSED}


def _init(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    order = CreateOffice(
        office_name=args.office,
        commune=args.commune,
        address=args.address,
        phone=args.phone,
        user=args.user,
        name=args.name,
        passphrase=args.passphrase,
    )
    return {"office": ask("create_office", order)}


def _enrol(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"device": ask("enrol_device", EnrolDevice(url=args.url, ca_path=args.ca, code=args.code))}


def _staff_add(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    passphrase = read_secret(args.new_passphrase_file, prompt=f"Mật khẩu mới của {args.user}: ")
    return {"clerk": ask("add_clerk", AddClerk(args.user, args.name, args.role, passphrase))}


def _staff_list(ask: Ask, _: Namespace) -> Mapping[str, Any]:
    return {"staff": ask("list_staff")}


def _passphrase(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    new = read_secret(args.new_passphrase_file, prompt="Mật khẩu mới: ")
    ask("change_password", args.passphrase, new)
    return {"changed": True}


def _sync_once(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    def quiet(_: object) -> None:
        """Say nothing between the lines of JSON."""

    done = ask("run_round", quiet if args.json else print, lambda: False)
    return {"round": done, "exit_code": _code_of(done)}


def _code_of(done: Any) -> int:
    """A round reached the province or did not, or was stopped by its own history or by a signed refusal."""
    return _STOPPED.get(done.phase, OK if done.contact else NOT_REACHED)


def _sync_status(ask: Ask, _: Namespace) -> Mapping[str, Any]:
    return {"sync": ask("sync_status")}


def _sync_resume(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"resumed": ask("resume_road", ResumeRoad(confirmed=args.yes))}


def _audit_verify(ask: Ask, _: Namespace) -> Mapping[str, Any]:
    report = ask("verify_audit")
    return {"audit": report, "exit_code": OK if report.whole else INTEGRITY}


def _seed(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"seeded": ask("seed_dossiers", SeedDossiers(count=args.dossiers, seed=args.seed))}


def _count(ask: Ask, _: Namespace) -> Mapping[str, Any]:
    return {"work": ask("count_work")}


def _desk(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"exit_code": ask("open_window", args.play)}


def _demo(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"exit_code": ask("run_demo", args.out)}


_NEW_SECRET = argument(
    "--new-passphrase-file",
    default="",
    metavar="FILE",
    help="tệp chứa mật khẩu mới (nếu không: hỏi trên màn hình)",
)

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("init",),
        Needs.FOLDER,
        "tạo kho hồ sơ, chìa khoá và quản trị viên đầu tiên",
        _init,
        (
            argument("--office", default="Trung tâm Phục vụ hành chính công", help="tên in trên giấy"),
            argument("--commune", required=True, help="mã xã năm chữ số"),
            argument("--address", default="", help="địa chỉ nơi trả kết quả"),
            argument("--phone", default="", help="số điện thoại của bộ phận một cửa"),
            argument("--user", default="quantri", help="tên đăng nhập của quản trị viên"),
            argument("--name", default="Quản trị viên", help="họ tên quản trị viên"),
        ),
    ),
    Command(
        ("enrol",),
        Needs.OFFICE,
        "đăng ký máy với tỉnh bằng mã dùng một lần (cần đường truyền, một lần duy nhất)",
        _enrol,
        (
            argument("--url", required=True, help="địa chỉ https của máy chủ tỉnh"),
            argument("--ca", required=True, metavar="FILE", help="chứng thư gốc của tỉnh (PEM)"),
            argument("--code", required=True, help="mã dùng một lần do tỉnh cấp"),
        ),
    ),
    Command(
        ("staff", "add"),
        Needs.OFFICE,
        "thêm cán bộ và vai trò",
        _staff_add,
        (
            argument("--user", required=True, help="tên đăng nhập"),
            argument("--name", required=True, help="họ và tên"),
            argument("--role", required=True, help="clerk, commune_officer, supervisor hoặc administrator"),
            _NEW_SECRET,
        ),
    ),
    Command(("staff", "list"), Needs.OFFICE, "danh sách cán bộ", _staff_list),
    Command(("passphrase",), Needs.OFFICE, "đổi mật khẩu của chính mình", _passphrase, (_NEW_SECRET,)),
    Command(("sync", "once"), Needs.OFFICE, "một lượt đồng bộ với tỉnh", _sync_once),
    Command(("sync", "status"), Needs.OFFICE, "tình trạng đồng bộ", _sync_status),
    Command(
        ("sync", "resume"),
        Needs.OFFICE,
        "cho gửi nhận lại sau khi máy tự ngừng (quản trị viên, sau khi đã hỏi tỉnh)",
        _sync_resume,
        (argument("--yes", action="store_true", help="đã đọc lý do, đã hỏi tỉnh và cho chạy lại"),),
    ),
    Command(("audit", "verify"), Needs.OFFICE, "kiểm tra chuỗi nhật ký", _audit_verify),
    Command(("count",), Needs.OFFICE, "thống kê hồ sơ", _count),
    Command(
        ("seed",),
        Needs.OFFICE,
        "ghi hồ sơ giả định của công dân không có thật",
        _seed,
        (
            argument("--dossiers", type=int, required=True, metavar="N", help="bao nhiêu hồ sơ"),
            argument("--seed", type=int, default=1, help="cùng số này thì cùng hồ sơ"),
        ),
    ),
    Command(
        ("desk",),
        Needs.WINDOW,
        "mở cửa sổ",
        _desk,
        (argument("--play", default="", metavar="FILE", help="tệp JSON các thao tác để cửa sổ tự làm"),),
    ),
    Command(
        ("demo",),
        Needs.WINDOW,
        "một buổi sáng tại quầy, từ cửa sổ tới tỉnh và trở về",
        _demo,
        (
            argument(
                "--out", default="build/demo", metavar="DIR", help="thư mục để lại ảnh, PDF và summary.json"
            ),
        ),
    ),
)
