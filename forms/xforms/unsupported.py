"""What a form asks for that this program does not do: named, so that nobody believes it is done.

Here lives the list an author sees after a check. None of it changes what else the form does; what would is
refused when the form is read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from lxml.etree import _Element

from forms.xforms.controls import CONTROLS
from forms.xforms.definition import Bind, Moment, Question, SetValue, Unsupported
from forms.xforms.outside import LAST_SAVED
from forms.xforms.preload import is_known
from forms.xforms.reading import READERS
from forms.xforms.tree import Node
from forms.xforms.words import OPENDATAKIT, OPENROSA, xf

_ENTITIES: Final = "http://www.opendatakit.org/xforms/entities"
_TYPES: Final = READERS.keys() | {"string", "binary", "barcode"}
_ACTIONS: Final = {f"{{{OPENDATAKIT}}}setgeopoint": "location", f"{{{OPENDATAKIT}}}recordaudio": "recording"}
_MEDIA: Final = frozenset({"image", "big-image", "audio", "video", "guidance"})
_CONTROLS: Final = CONTROLS.keys() | {xf("group"), xf("repeat")}
_KNOWN_MOMENTS: Final = frozenset({*Moment, "xforms-ready"})

SENTENCES: Final = {
    "audit": ("Nhật ký thao tác (audit) không được ghi.", "the audit log of ODK Collect is not kept"),
    "constraint": ("Ràng buộc đặt trên nhóm không bao giờ được hỏi; đặt nó trên một câu hỏi.",
                   "a constraint on a group is never asked, as in JavaRosa"),
    "control": ("Loại câu hỏi này không có; câu hỏi không hiện ra.", "an unknown control is not shown"),
    "encryption": ("Khóa mã hóa của biểu mẫu không dùng; máy tự mã hóa kho của mình.",
                   "the form's encryption key is not used"),
    "entities": ("Thực thể (entities) không được tạo hay cập nhật.", "entities are neither made nor changed"),
    "event": ("Hành động theo sự kiện này không chạy.", "an action of an unknown event does not run"),
    "external-app": ("Ứng dụng ngoài không được gọi; nhập tay.", "no other program is called"),
    "last-saved": ("Câu trả lời của lần trước không được nhớ; giá trị lấy từ đó để trống.",
                   "answers of the last record are not kept"),
    "location": ("Máy không có định vị; vị trí để trống.",
                 "no receiver: a location set by the form stays empty"),
    "media": ("Hình, tiếng, hướng dẫn thêm của câu chữ không hiện ra; màn hình nhận hồ sơ nói có bao nhiêu.",
              "pictures, sounds and guidance of labels are not shown; the intake says how many"),
    "path": ("Đường dẫn ra ngoài biểu mẫu không gặp gì; biểu thức coi đó là để trống.",
             "a path that leads out of the form finds nothing, as in JavaRosa"),
    "pixels": ("Ảnh không được thu nhỏ.", "images are not made smaller"),
    "preload": ("Giá trị nạp sẵn loại này không có.", "an unknown preload stays empty"),
    "recording": ("Máy không ghi âm.", "nothing is recorded"),
    "required": ("Bắt buộc đặt trên nhóm không bao giờ được hỏi; đặt nó trên từng câu hỏi.",
                 "required on a group is never asked, as in JavaRosa"),
    "search": ("search() không tìm trong tệp ngoài; dùng select_one_from_file.",
               "search() is not done: use select_one_from_file"),
    "submission": ("Nơi gửi ghi trong biểu mẫu không dùng: hồ sơ đi theo đường của tỉnh.",
                   "the form's own address of submission is not used"),
    "type": ("Kiểu dữ liệu lạ được coi là văn bản.", "an unknown type is taken as text"),
}
"""Code → sentence in Vietnamese and in English."""


def unsupported_in(root: _Element, first: Node, binds: Mapping[str, Bind], questions: Mapping[str, Question],
                   setvalues: Iterable[SetValue]) -> tuple[Unsupported, ...]:
    """Name what a form asks for in vain, each thing once at each place.

    Args:
        root: The whole form.
        first: The main instance.
        binds: Route → its rules.
        questions: Route → the question.
        setvalues: What the form sets by itself.
    """
    found = [*_of_binds(first, binds), *_of_elements(root), *_of_looks(questions)]
    found += (_named("path", one.route) for one in setvalues if one.expression.leaves)
    return tuple(dict.fromkeys(found))


def _named(what: str, where: str) -> Unsupported:
    return Unsupported(what, where, *SENTENCES[what])


def _of_binds(first: Node, binds: Mapping[str, Bind]) -> Iterator[Unsupported]:
    groups = {node.route for node in first.walk() if node.children}
    for bind in binds.values():
        if bind.type == "intent":
            yield _named("external-app", bind.route)
        elif bind.type not in _TYPES:
            yield _named("type", bind.route)
        if bind.preload and not is_known(bind.preload):
            yield _named("preload", bind.route)
        if any(rule.leaves for rule in bind.rules.values()):
            yield _named("path", bind.route)
        if bind.route in groups:
            yield from (_named(kind, bind.route) for kind in ("constraint", "required") if kind in bind.rules)


def _of_elements(root: _Element) -> Iterator[Unsupported]:
    for element in root.iter():
        tag = str(element.tag)
        where = element.get("ref") or element.get("nodeset") or element.get("id") or tag.rpartition("}")[2]
        if tag in _ACTIONS:
            yield _named(_ACTIONS[tag], where)
        elif tag == f"{{{_ENTITIES}}}entity":
            yield _named("entities", where)
        elif tag.endswith("}audit") and _around(element).endswith("}meta"):
            yield _named("audit", where)
        elif tag in _CHECKS:
            yield from (_named(what, where) for what in _CHECKS[tag](element))
        elif element.get("ref") and element.find(xf("label")) is not None and tag not in _CONTROLS:
            yield _named("control", where)


def _around(element: _Element) -> str:
    parent = element.getparent()
    return str(parent.tag) if parent is not None else ""


def _of_setvalue(element: _Element) -> Iterator[str]:
    if not set((element.get("event") or "").split()) <= _KNOWN_MOMENTS:
        yield "event"


def _of_instance(element: _Element) -> Iterator[str]:
    if element.get("src") == LAST_SAVED:
        yield "last-saved"


def _of_words(element: _Element) -> Iterator[str]:
    if any(value.get("form") in _MEDIA for value in element.iterfind(xf("value"))):
        yield "media"


def _of_pixels(element: _Element) -> Iterator[str]:
    if element.get(f"{{{OPENROSA}}}max-pixels"):
        yield "pixels"


def _of_submission(element: _Element) -> Iterator[str]:
    if element.get("base64RsaPublicKey"):
        yield "encryption"
    if element.get("action"):
        yield "submission"


_CHECKS: Final[dict[str, Callable[[_Element], Iterator[str]]]] = {
    xf("setvalue"): _of_setvalue, xf("instance"): _of_instance, xf("text"): _of_words, xf("bind"): _of_pixels,
    xf("submission"): _of_submission}


def _of_looks(questions: Mapping[str, Question]) -> Iterator[Unsupported]:
    for question in questions.values():
        if question.appearance.startswith("ex:") or " ex:" in question.appearance:
            yield _named("external-app", question.route)
        if "search(" in question.appearance:
            yield _named("search", question.route)
