"""`motcua-province`: words on the command line, one object or a few Vietnamese lines out, an exit code.

Exit codes: 0 ok, 2 usage, 3 refused by a rule, 4 not reached now (busy), 5 integrity; 141 done, yet nobody
reads the answer (`| head`).
"""

import argparse
import errno
import json
import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Any, Final

from forms.dossier.lifecycle import Status
from forms.errors import RuleError
from sync.core.errors import Offline, RoadError
from sync.province.registry import CODE_LIFE_MINUTES
from sync.province.settings import Home

try:
    from sync.province import commands, matters, upkeep
    from sync.province.app import open_province
    from sync.province.server import serve
except ModuleNotFoundError as missing:  # a desk is installed without the province's libraries
    sys.stderr.write(f"Máy này chưa cài phần của tỉnh (thiếu {missing.name}). Cài: motcua[province].\n")
    raise SystemExit(2) from missing

PASSPHRASE: Final = "MOTCUA_PASSPHRASE"  # noqa: S105 - the name of a variable
OK, REFUSED, NOT_REACHED, INTEGRITY, UNREAD = 0, 3, 4, 5, 141

_REMEDIES: Final = {
    errno.EEXIST: "Tệp ấy đã có; chọn tên khác.",
    errno.ENOENT: "Không có tệp hoặc thư mục ấy; xem lại đường dẫn.",
    errno.EACCES: "Tài khoản đang chạy không có quyền; quản trị viên xem quyền của thư mục, tệp hoặc cổng.",
    errno.ENOSPC: "Ổ đĩa đã đầy; quản trị viên dọn bớt rồi chạy lại.",
    errno.EADDRINUSE: "Cổng đang được dùng; dừng chương trình kia hoặc chọn --port khác.",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after the program's name; None takes the process's own.

    Returns:
        The exit code; wrong usage leaves by SystemExit 2.
    """
    words = _parser().parse_args(argv)
    secret = os.environ.pop(PASSPHRASE, None)
    try:
        shown = _run(words, secret)
    except RuleError as error:
        return _fail(words, REFUSED, error.fault.sentence, error.fault.remedy, str(error))
    except RoadError as error:
        code = NOT_REACHED if isinstance(error, Offline) else INTEGRITY
        return _fail(words, code, error.sentence, error.remedy, error.english)
    except OSError as error:
        return _fail(
            words,
            NOT_REACHED,
            "Không dùng được tệp hoặc cổng mạng.",
            _REMEDIES.get(error.errno or 0, "Quản trị viên xem đường dẫn, quyền và ổ đĩa rồi chạy lại."),
            f"{type(error).__name__}: {error.strerror or ''}",
        )
    if shown is not None:
        text = json.dumps(shown, ensure_ascii=False) if words.json else _lines(shown)
        try:
            print(text.encode(errors="replace").decode(), flush=True)
        except BrokenPipeError:  # and nothing of the rest is tried at exit either
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return UNREAD
    return OK


def _run(words: argparse.Namespace, secret: str | None) -> dict[str, Any] | None:
    home = Home(words.home)
    if words.verb is serve:
        province = open_province(home, words.blobs)
        try:
            serve(province, words.host, words.port, lambda facts: _announce(words, facts))
        finally:
            province.close()
        return None
    if words.asks:
        return dict(words.verb(home, words, lambda: _passphrase(words, secret)))
    return dict(words.verb(home, words))


def _passphrase(words: argparse.Namespace, secret: str | None) -> str:
    """Return the officer's password: from a file, the environment, or typed twice."""
    if words.passphrase_file:
        return str(words.passphrase_file.read_text("utf-8").rstrip("\r\n"))
    if secret is not None:
        return secret
    typed = getpass("Mật khẩu của cán bộ: ")
    if typed != getpass("Nhập lại mật khẩu: "):
        raise SystemExit("Hai lần nhập không giống nhau.")
    return typed


def _parser() -> argparse.ArgumentParser:
    shared = _everywhere()
    parser = argparse.ArgumentParser(
        prog="motcua-province", description="Hệ thống của tỉnh.", parents=[_everywhere()]
    )
    parser.set_defaults(home=Path("province-data"), json=False)
    verbs = parser.add_subparsers(required=True, metavar="LỆNH")

    def verb(
        name: str, does: Any, about: str, under: Any = verbs, *, asks: bool = False
    ) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = under.add_parser(
            name, help=about, description=about, parents=[shared]
        )
        made.set_defaults(verb=does, asks=asks)
        if asks:
            made.add_argument("--passphrase-file", "--password-file", type=Path, default=None)
        return made

    init = verb("init", commands.init, "tạo dữ liệu của tỉnh trong thư mục trống", asks=True)
    init.add_argument("--officer", default="canbo", help="tên đăng nhập của cán bộ đầu tiên")
    init.add_argument("--officer-name", default="Cán bộ tỉnh")
    init.add_argument(
        "--host", action="append", default=[], help="tên máy chủ ghi vào chứng thư (lặp lại được)"
    )
    init.add_argument("--blobs", default="", metavar="URL", help="nơi để tệp quét, s3://BUCKET/THƯ-MỤC")
    _where(init)
    serving = verb("serve", serve, "chạy máy chủ của tỉnh")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8443, help="0: chọn cổng trống")
    serving.add_argument("--blobs", default="", metavar="URL", help="thay nơi để tệp quét đã nói khi init")
    _upkeep(verb)
    _people(verb, verbs, shared)
    _dossiers(verb)
    _held(verb, verbs, shared)
    return parser


def _everywhere() -> argparse.ArgumentParser:
    """Return the words that may stand before or after a command; each parser needs its own."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--home", type=Path, help="thư mục dữ liệu của tỉnh")
    shared.add_argument("--json", action="store_true", help="in ra một đối tượng JSON")
    return shared


def _where(init: argparse.ArgumentParser) -> None:
    init.add_argument(
        "--database", default="", metavar="POSTGRESQL", help="kho dữ liệu; mặc định là một tệp trong thư mục"
    )
    init.add_argument(
        "--ledger", default="", metavar="POSTGRESQL", help="sổ mã hồ sơ, ở cơ sở dữ liệu riêng; mặc định: tệp"
    )


def _upkeep(verb: Any) -> None:
    verb("status", upkeep.status, "xem dòng thời gian, nơi lưu và số dòng của từng xã")
    copied = verb("backup", upkeep.backup, "sao lưu kho dữ liệu (không gồm sổ mã hồ sơ)")
    copied.add_argument("--to", type=Path, required=True, metavar="TỆP")
    back = verb("restore", upkeep.restore, "khôi phục kho dữ liệu từ bản sao lưu; sổ mã hồ sơ giữ nguyên")
    back.add_argument("--from", dest="copy", type=Path, required=True, metavar="TỆP")
    shorter = verb("compact", upkeep.compact, "thu gọn lịch sử; máy vắng lâu ngày nhận bản chụp")
    shorter.add_argument("--commune", default="", help="chỉ xã, phường này; mặc định: tất cả")


def _people(verb: Any, verbs: Any, shared: argparse.ArgumentParser) -> None:
    office = verbs.add_parser("office", help="xã, phường", parents=[shared]).add_subparsers(required=True)
    added = verb("add", commands.add_an_office, "thêm xã, phường", office)
    added.add_argument("--commune", required=True, help="mã đơn vị hành chính, 5 chữ số")
    added.add_argument("--name", required=True)
    added.add_argument("--unit", default=None, help="mã đơn vị trong mã hồ sơ, ví dụ H15.99.01")
    verb("list", commands.list_offices, "xem các xã, phường", office)
    published = verb(
        "publish", commands.publish, "công bố gói ngày nghỉ, cài đặt, thủ tục, biểu mẫu; tính lại hạn"
    )
    published.add_argument("file", type=Path, metavar="TỆP")
    officer = verbs.add_parser("officer", help="cán bộ tỉnh", parents=[shared]).add_subparsers(required=True)
    joined = verb("add", commands.add_an_officer, "thêm cán bộ tỉnh", officer, asks=True)
    joined.add_argument("--login", required=True)
    joined.add_argument("--name", required=True)
    code = verb("enrol-code", commands.enrol_code, "cấp mã đăng ký máy, dùng một lần")
    code.add_argument("--commune", required=True)
    code.add_argument("--valid-minutes", type=int, default=CODE_LIFE_MINUTES)


def _dossiers(verb: Any) -> None:
    listed = verb("list", commands.list_dossiers, "xem hồ sơ")
    listed.add_argument("--find", default="", help="mã, số, tên; không cần dấu")
    listed.add_argument("--state", default="", choices=["", *Status], metavar="TRẠNG_THÁI")
    listed.add_argument("--commune", default="")
    listed.add_argument("--after", default="", help="giá trị `after` của trang trước")
    listed.add_argument("--limit", type=int, default=50)
    verb("attention", matters.attention, "xem việc chờ đối chiếu")
    verb("sweep", commands.sweep, "dọn tệp không hồ sơ nào nhắc đến sau 30 ngày")
    verb("show", commands.show, "xem một hồ sơ").add_argument(
        "dossier", help="id, mã hồ sơ hoặc số tạm"
    )
    taken = verb("accept", commands.accept, "nhận giải quyết")
    asked = verb("supplement", commands.supplement, "yêu cầu bổ sung")
    asked.add_argument("--item", action="append", required=True, help="giấy tờ cần bổ sung (lặp lại được)")
    asked.add_argument("--reason", required=True)
    asked.add_argument("--override", default="", help="lý do yêu cầu lần thứ hai; hồ sơ bị tính là quá hạn")
    owed = verb("ask-payment", commands.ask_payment, "yêu cầu thực hiện nghĩa vụ tài chính; xã thu")
    owed.add_argument("--amount", type=int, required=True, help="số tiền, đồng")
    owed.add_argument("--title", required=True, help="khoản phải nộp")
    sorry = verb("apologise", commands.apologise, "xin lỗi và hẹn lại, một lần, trước hạn ít nhất một ngày")
    sorry.add_argument("--reason", required=True)
    sorry.add_argument("--due", required=True, metavar="2026-11-27T10:00", help="ngày giờ hẹn lại")
    sorry.add_argument("--signer", default="", help="thủ trưởng ký; mặc định là cán bộ đang làm")
    decided = verb("decide", commands.decide, "ghi quyết định")
    decided.add_argument("--outcome", required=True, choices=["granted", "rejected"])
    decided.add_argument("--summary", required=True)
    decided.add_argument("--result-number", default="")
    decided.add_argument("--signer", default="", help="người ký; mặc định là cán bộ đang làm")
    voided = verb("void", matters.void, "huỷ hồ sơ, có lý do và căn cứ")
    voided.add_argument("--reason", required=True)
    voided.add_argument("--basis", required=True, help="căn cứ pháp lý")
    linked = verb("link", matters.link, "kết luận hai hồ sơ trùng hay khác nhau")
    linked.add_argument("--other", required=True, help="hồ sơ kia")
    linked.add_argument("--outcome", required=True, choices=["same", "different"])
    linked.add_argument("--reason", required=True)
    for each in (taken, asked, owed, sorry, decided, voided, linked):
        each.add_argument("dossier", help="id, mã hồ sơ hoặc số tạm")
        each.add_argument(
            "--as", dest="officer", default=None, help="tên đăng nhập của cán bộ; mặc định: người duy nhất"
        )


def _held(verb: Any, verbs: Any, shared: argparse.ArgumentParser) -> None:
    requeued = verb("requeue", matters.requeue, "nhận lại một việc chờ kiểm tra, sau khi hết lý do giữ")
    requeued.add_argument("eid", help="mã của việc, theo «attention»")
    closed = verb("close-aside", matters.aside, "đóng thứ không dòng nào nhận được, sau khi đã xem")
    closed.add_argument("aside", type=int, help="số «aside», theo «attention»")
    for each in (requeued, closed):
        each.add_argument("--commune", required=True)
        each.add_argument("--reason", required=True)
        each.add_argument("--as", dest="officer", default=None, help="tên đăng nhập của cán bộ")
    device = verbs.add_parser("device", help="máy của các xã", parents=[shared]).add_subparsers(required=True)
    verb("list", matters.devices, "xem các máy, từng dòng, lần liên lạc cuối", device)
    for name, does, about in (
        ("revoke-device", matters.revoke, "thu hồi một máy; việc nó gửi sau đó được giữ lại"),
        ("restore-device", matters.restore, "tin lại một máy đã thu hồi"),
    ):
        verb(name, does, about).add_argument("device", help="mã máy, hoặc MÃXÃ/NHÃN")


def _announce(words: argparse.Namespace, facts: dict[str, Any]) -> None:
    text = json.dumps(facts) if words.json else f"Đang chạy tại {facts['url']} – chứng thư gốc: {facts['ca']}"
    print(text, flush=True)


def _fail(words: argparse.Namespace, code: int, sentence: str, remedy: str, english: str) -> int:
    if words.json:
        print(
            json.dumps(
                {"error": {"sentence": sentence, "remedy": remedy, "english": english}}, ensure_ascii=False
            )
        )
    print(f"{sentence} {remedy}", file=sys.stderr)
    return code


def _lines(shown: dict[str, Any], indent: str = "") -> str:
    """Write an object as lines a person reads."""
    lines = list[str]()
    for name, value in shown.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}:", _lines(value, indent + "  ")]
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            lines += [f"{indent}{name}:", *(_lines(each, indent + "  ") + "\n" for each in value)]
        elif value not in (None, "", []):
            lines.append(
                f"{indent}{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
