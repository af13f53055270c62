"""Commands of the digital signature: which key this machine has, whether it works, and what it signs."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final

from desktop_app.cli.command import Ask, Command, Needs, argument
from desktop_app.cli.secret import read_secret
from desktop_app.ports.papers import PaperKind
from desktop_app.ports.signing import SigningPlace
from desktop_app.usecases.sign_paper import SignPaper


def _set(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("set_signer", SigningPlace(args.key_file, args.library, args.token, args.certificate))
    return _show(ask, args)


def _show(ask: Ask, _: Namespace) -> Mapping[str, Any]:
    return {"signer": ask("show_signer")}


def _test(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    try:
        return {"certificate": ask("open_signer", _pin(args))}
    finally:
        ask("close_signer")


def _sign(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ids = [ask("read_dossier", name).id for name in args.dossiers]
    try:
        ask("open_signer", _pin(args))
        return {"signed": [_one(ask, one, args) for one in ids]}
    finally:
        ask("close_signer")


def _one(ask: Ask, dossier_id: str, args: Namespace) -> Any:
    path = str(PurePath(args.out, f"da-ky-{args.kind}-{dossier_id}.pdf")) if args.out else ""
    return ask("sign_paper", SignPaper(dossier_id, args.kind), path)


def _sign_file(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    named = SigningPlace(args.key_file, args.library, args.token, args.certificate)
    try:
        ask("open_signer", _pin(args), named if named.is_set else None)
        return {"signed": ask("sign_file", args.file, args.reason, args.out)}
    finally:
        ask("close_signer")


def _pin(args: Namespace) -> bytearray:
    return read_secret(args.secret_file, prompt="Mã PIN hoặc mật khẩu khóa: ")


_SECRET = argument("--secret-file", default="", metavar="FILE", help="tệp chứa mã PIN hoặc mật khẩu khóa")
_KEY = (
    argument("--key-file", default="", metavar="KHÓA.p12"),
    argument("--library", default="", metavar="PKCS11.so", help="thư viện của hãng token"),
    argument("--token", default="", help="nhãn của token; để trống: token đang cắm"),
    argument("--certificate", default="", help="nhãn của chứng thư; để trống: chứng thư duy nhất có khóa"),
)

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("signer", "set"),
        Needs.OFFICE,
        "khai báo khóa ký số của máy này (quản trị viên); không kèm gì: gỡ khai báo",
        _set,
        _KEY,
    ),
    Command(("signer", "show"), Needs.OFFICE, "khóa ký số của máy này đang ở đâu", _show),
    Command(
        ("signer", "test"),
        Needs.OFFICE,
        "mở thử khóa ký số bằng mã PIN, xem chứng thư của ai, còn hạn không",
        _test,
        (_SECRET,),
    ),
    Command(
        ("sign",),
        Needs.OFFICE,
        "ký số một giấy của một hay nhiều hồ sơ, một lần nhập PIN; giấy đã ký lưu trong hồ sơ",
        _sign,
        (
            argument("dossiers", metavar="HỒ_SƠ", nargs="+", help="số tạm, mã hồ sơ, hoặc mã nội bộ"),
            argument("--kind", choices=[kind.value for kind in PaperKind], default="01", help="mẫu số"),
            argument("--out", default="", metavar="THƯ_MỤC", help="ghi thêm mỗi giấy ra một tệp ở đây"),
            _SECRET,
        ),
    ),
    Command(
        ("sign-file",),
        Needs.OFFICE,
        "ký số một tệp PDF đã in ra (PAdES), bằng khóa của máy này hay khóa nêu ở đây",
        _sign_file,
        (
            argument("file", metavar="IN.pdf"),
            argument("--out", required=True, metavar="OUT.pdf"),
            *_KEY,
            _SECRET,
            argument("--reason", default="", help="lý do ghi trong chữ ký"),
        ),
    ),
)
