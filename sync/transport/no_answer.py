"""What it means when no answer came that counts: a line that broke, a portal's page, a province that is busy.

Every sentence a person reads of that stands here.
"""

import re
from typing import Final

import requests

from sync.core.errors import Offline, Refused

RETRY_MAX_S: Final = 3600.0
_BUSY: Final = frozenset({requests.codes.too_many_requests, requests.codes.service_unavailable})
_DIGITS: Final = 6
_OUT_OF_TIME: Final = re.compile("certificate (is not yet valid|has expired)")  # OpenSSL's words
_BROKEN: Final = re.compile("EOF occurred|BAD_LENGTH|bad length|unexpected eof")  # a line that broke


def offline(error: requests.RequestException) -> Offline:
    """Say what a library's exception means.

    Args:
        error: what it raised.

    Returns:
        The same, with what to do.
    """
    name = type(error).__name__
    if _OUT_OF_TIME.search(str(error)):
        return Offline(
            f"no answer: {name}, a certificate outside its time",
            sentence="Theo đồng hồ của máy này, chứng thư của máy chủ tỉnh chưa có hiệu lực hoặc đã hết hạn.",
            remedy="Chỉnh đúng ngày giờ của máy rồi đồng bộ lại; nếu ngày giờ đã đúng, báo quản trị viên.",
        )
    if isinstance(error, requests.exceptions.SSLError) and not _BROKEN.search(str(error)):
        return Offline(
            f"no answer: {name}",
            sentence="Máy ở đầu kia không chứng minh được mình là máy chủ tỉnh, nên không gửi gì.",
            remedy="Kiểm tra địa chỉ, tệp chứng thư của tỉnh và đồng hồ của máy này; hồ sơ vẫn an toàn.",
        )
    return Offline(f"no answer: {name}")


def snapshot_gone(status: int) -> Refused:
    """Say that a page of a snapshot is no longer there: the next answer names a newer one.

    Args:
        status: the HTTP status.
    """
    return Refused(
        f"a snapshot page: HTTP {status}",
        sentence="Bản chụp dữ liệu của tỉnh đã được thay bằng bản mới hơn.",
        remedy="Máy sẽ tự lấy bản mới ở lượt đồng bộ sau.",
    )


def code_refused() -> Refused:
    """Say that an enrolment code does not hold."""
    return Refused(
        "the enrolment code was refused",
        sentence="Mã đăng ký máy không đúng, đã dùng hoặc đã hết hạn.",
        remedy="Xin tỉnh cấp mã mới rồi đăng ký lại.",
    )


def retry_after_s(response: requests.Response) -> float:
    """Read how long an overloaded province asks to be left alone (N4).

    Only 429 and 503 say that, and never a page: portals send those, too. Dates are not read, for they hang
    on our clock; more than an hour is an hour, so that a slip of a hand silences no desk for a day.

    Args:
        response: what came.

    Returns:
        Seconds, 0 for no wish.
    """
    status, kind = response.status_code, response.headers.get("Content-Type", "")
    wish = response.headers.get("Retry-After", "")
    if status not in _BUSY or kind.strip().lower().startswith("text/html") or not wish.isdecimal():
        return 0.0
    return min(float(wish[:_DIGITS]), RETRY_MAX_S)


def no_frames(response: requests.Response, kind: str) -> Offline:
    """Say what came instead of frames.

    Args:
        response: what came.
        kind: its type, without parameters.

    Returns:
        A busy province with its wish, a portal's page, or something else.
    """
    status = response.status_code
    if status in _BUSY and not kind.startswith("text/html"):
        return Offline(
            f"no answer: HTTP {status}, busy",
            sentence="Máy chủ tỉnh đang bận.",
            remedy="Máy sẽ tự gửi lại sau ít phút.",
            retry_after_s=retry_after_s(response),
        )
    if not kind.startswith("text/"):
        return Offline(f"no answer: HTTP {status}, another type")
    return Offline(
        f"no answer: HTTP {status}, a page",
        sentence="Một trang web trả lời thay cho máy chủ tỉnh, như trang đăng nhập Wi-Fi.",
        remedy="Mở trình duyệt để đăng nhập mạng rồi đồng bộ lại; nếu vẫn vậy, báo quản trị viên.",
    )
