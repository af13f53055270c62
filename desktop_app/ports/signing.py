"""Signing as the verbs know it: where this machine's key is, and a key that a PIN has opened.

Here: the port and what goes wrong with a key. Not here: the cryptography (`devices.signer`), where the
setting lies (`config`). A PIN is given as bytes, used once and overwritten; it stands in no order and no log.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from forms.errors import Act, Fault

NO_SIGNER: Final = Fault(
    Act.ADMINISTRATOR,
    "Máy này chưa khai báo khóa ký số.",
    "Quản trị viên khai báo ở màn hình Quy định (Ctrl+Q, F8), hoặc bằng «motcua signer set».",
    "No signing key is configured on this machine.",
)
SIGNER_IS_ONE: Final = Fault(
    Act.ADMINISTRATOR,
    "Phải khai báo hoặc tệp khóa, hoặc thư viện của USB token; không cả hai, không để trống cả hai.",
    "Ghi đường dẫn vào một trong hai ô.",
    "A signing key is either a file or a token's library.",
)
NO_LIBRARY: Final = Fault(
    Act.ADMINISTRATOR,
    "Không nạp được thư viện của USB token.",
    "Cài phần mềm của hãng token trên máy này, rồi khai báo lại đường dẫn thư viện PKCS#11 của hãng.",
    "The token's PKCS#11 library is missing or cannot be loaded.",
)
NO_TOKEN: Final = Fault(
    Act.CLERK,
    "Không thấy USB token.",
    "Cắm token vào máy rồi ký lại; nếu đã cắm, nhờ quản trị viên xem lại nhãn token ở màn hình Quy định.",
    "No token with this label is present, or it was pulled out.",
)
WHICH_TOKEN: Final = Fault(
    Act.CLERK,
    "Máy đang cắm nhiều USB token.",
    "Chỉ để lại token của người ký rồi ký lại, hoặc nhờ quản trị viên ghi nhãn token ở màn hình Quy định.",
    "Several tokens are present and none is named.",
)
WRONG_PIN: Final = Fault(
    Act.CLERK,
    "Mã PIN (mật khẩu khóa) không đúng.",
    "Nhập lại cẩn thận: token tự khóa sau vài lần nhập sai. Chưa có gì được ký.",
    "The token or the key file does not open with this PIN.",
)
PIN_LOCKED: Final = Fault(
    Act.ADMINISTRATOR,
    "USB token đã bị khóa vì nhập sai mã PIN nhiều lần.",
    "Mang token đến nơi cấp chứng thư số để mở khóa; trong lúc chờ, in giấy và ký tay.",
    "The token's PIN is locked, expired or not set.",
)
NO_KEY_FILE: Final = Fault(
    Act.ADMINISTRATOR,
    "Không đọc được tệp khóa ký số.",
    "Kiểm tra đường dẫn và quyền đọc của tệp .p12 (.pfx), rồi khai báo lại.",
    "The key file is missing, unreadable or no PKCS#12 file.",
)
NO_CERTIFICATE: Final = Fault(
    Act.ADMINISTRATOR,
    "Token không có chứng thư đã khai báo, hoặc không có khóa đi cùng chứng thư đó.",
    "Xem nhãn chứng thư bằng phần mềm của hãng token rồi khai báo lại; để trống nếu token chỉ có một.",
    "The token holds no certificate of this label with its private key.",
)
WHICH_CERTIFICATE: Final = Fault(
    Act.ADMINISTRATOR,
    "Token có nhiều chứng thư nên phải nói rõ dùng chứng thư nào.",
    "Ghi nhãn chứng thư ở màn hình Quy định, hoặc bằng «motcua signer set --certificate».",
    "Several certificates with keys are on the token and none is named.",
)
CERTIFICATE_EXPIRED: Final = Fault(
    Act.ADMINISTRATOR,
    "Chứng thư số đã hết hạn; chữ ký bằng chứng thư này không có giá trị.",
    "Gia hạn chứng thư ở nơi cấp rồi ký lại; trong lúc chờ, in giấy và ký tay.",
    "The certificate is past its validity.",
)
CERTIFICATE_TOO_EARLY: Final = Fault(
    Act.ADMINISTRATOR,
    "Chứng thư số chưa đến ngày có hiệu lực theo đồng hồ của máy.",
    "Kiểm tra ngày giờ của máy; nếu đúng, chờ đến ngày chứng thư có hiệu lực.",
    "The certificate is not yet valid, or the machine's clock is slow.",
)
NOT_FOR_SIGNING: Final = Fault(
    Act.CLERK,
    "Không ký được tệp này: không phải PDF, tệp hỏng hoặc đã khóa sửa.",
    "Mở tệp xem lại; in giấy ra tệp mới rồi ký tệp mới.",
    "The file is no PDF that takes a signature.",
)
NOT_SIGNED: Final = Fault(
    Act.CLERK,
    "Khóa ký số đã mở nhưng không ký được.",
    "Rút token, cắm lại rồi ký lại; nếu vẫn vậy, báo quản trị viên. Giấy gốc còn nguyên.",
    "The key refused to sign.",
)


@dataclass(frozen=True, slots=True)
class SigningPlace:
    """Where the key of this machine is: a PKCS#12 file, or a token behind its maker's PKCS#11 library.

    Attributes:
        file: Path of the PKCS#12 file; empty: a token.
        library: Path of the maker's library; empty: a file.
        token: Label of the token; empty: whichever is plugged in, so that each signer brings their own.
        certificate: Label of the certificate on it; empty: the only one that has a key.
    """

    file: str = ""
    library: str = ""
    token: str = ""
    certificate: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is configured."""
        return bool(self.file or self.library)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who signs, by their certificate: names as written in it, and from when to when it holds."""

    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime


class OpenKey(Protocol):
    """A key that was opened; it signs until it is closed."""

    @property
    def certificate(self) -> Certificate:
        """Whose it is."""

    def sign_pdf(self, pdf: bytes, reason: str) -> bytes:
        """Return the file with a PAdES signature at its end.

        Args:
            pdf: The file.
            reason: What is said in the signature, or empty.

        Raises:
            DeskError: NOT_FOR_SIGNING, NOT_SIGNED, NO_TOKEN.
        """

    def close(self) -> None:
        """Let the token go, forget the key; a second time does nothing."""


class SigningDevice(Protocol):
    """What this machine signs with."""

    def place(self) -> SigningPlace:
        """Return where the key is."""

    def keep(self, place: SigningPlace) -> None:
        """Write down where the key is."""

    def open(self, place: SigningPlace, pin: bytearray) -> OpenKey:
        """Open a key; the PIN is overwritten, whatever happens.

        Raises:
            DeskError: SIGNING_EXTRA, or one of this page about the key.
        """
