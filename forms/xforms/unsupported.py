"""What a form asks for that this program does not do: named, so that nobody believes it is done.

Here lives the list an author sees after a check. None of it changes what else the form does; what would is
refused when the form is read.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from forms.xforms.controls import SETTERS
from forms.xforms.definition import Bind, Moment, Question, SetValue, Unsupported
from forms.xforms.graph import Rule
from forms.xforms.outside import LAST_SAVED
from forms.xforms.preload import is_known
from forms.xforms.reading import READERS
from forms.xforms.tree import Node, resolved
from forms.xforms.unknown_markup import strange
from forms.xforms.words import ENTITIES, JAVAROSA, OPENDATAKIT, OPENROSA, xf

_TYPES: Final = READERS.keys() | {"string", "binary", "barcode"}
_ACTIONS: Final = {f"{{{OPENDATAKIT}}}setgeopoint": "location", f"{{{OPENDATAKIT}}}recordaudio": "recording"}
_MEDIA: Final = frozenset({"image", "big-image", "audio", "video", "guidance"})
_KNOWN_MOMENTS: Final = frozenset({*Moment, "xforms-ready"})

SENTENCES: Final = {
    "action": ("Lệnh đặt giá trị (setvalue) ở chỗ này không chạy; đặt trong model, câu hỏi hoặc danh sách.",
               "a setvalue outside model, question and repeat does not run, as in JavaRosa"),
    "attribute": ("Thuộc tính này thuộc về chương trình khác; ở đây nó không có tác dụng và không được giữ.",
                  "an attribute of another program has no effect and is not kept"),
    "audit": ("Nhật ký thao tác (audit) không được ghi.", "the audit log of ODK Collect is not kept"),
    "bind": ("Quy tắc đặt cho một ô không có trong mẫu nên không áp dụng.",
             "a rule for a node that is not in the form is not applied"),
    "constraint": ("Ràng buộc đặt trên nhóm không bao giờ được hỏi; đặt nó trên một câu hỏi.",
                   "a constraint on a group is never asked, as in JavaRosa"),
    "control": ("Loại câu hỏi này không có; câu hỏi không hiện ra.", "an unknown control is not shown"),
    "element": ("Phần tử này không có nghĩa ở chỗ đó nên bị bỏ qua.",
                "an element means nothing there and is passed over"),
    "empty-list": ("Danh sách này trống: chương trình khác điền nó khi mở biểu mẫu, máy này thì không.",
                   "a list without items stays empty; another program fills it when the form is opened"),
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
    "message": ("Lời nhắc lỗi của câu hỏi này không có trong bảng dịch; máy dùng lời của mình.",
                "a message refers to a text that no language has: the desk's own words stand there"),
    "model": ("Biểu mẫu có nhiều phần model; chỉ phần đầu được đọc.",
              "only the first of several models is read"),
    "path": ("Một công thức đọc chỗ không có trong mẫu, hoặc ở ngoài mẫu; chỗ đó luôn trống.",
             "a formula reads what is not in the form, or outside it: always empty, as in JavaRosa"),
    "pixels": ("Ảnh không được thu nhỏ.", "images are not made smaller"),
    "preload": ("Giá trị nạp sẵn loại này không có.", "an unknown preload stays empty"),
    "query": ("select_one_external không có, ô này chỉ gõ chữ; dùng select_one_from_file.",
              "a query for choices is not asked: the question is typed; use select_one_from_file"),
    "recording": ("Máy không ghi âm.", "nothing is recorded"),
    "required": ("Bắt buộc đặt trên nhóm không bao giờ được hỏi; đặt nó trên từng câu hỏi.",
                 "required on a group is never asked, as in JavaRosa"),
    "search": ("search() không tìm trong tệp ngoài; dùng select_one_from_file.",
               "search() is not done: use select_one_from_file"),
    "submission": ("Nơi gửi ghi trong biểu mẫu không dùng: hồ sơ đi theo đường của tỉnh.",
                   "the form's own address of submission is not used"),
    "twice": ("Hai câu hỏi cùng ghi vào một ô; cả hai hiện cùng một lời.",
              "two questions write one node; both show the words of the later one"),
    "type": ("Kiểu dữ liệu lạ được coi là văn bản.", "an unknown type is taken as text"),
    "wording": ("Lời dài hoặc ngắn hơn của một câu chữ không dùng.",
                "longer and shorter wordings of a text are not used"),
}
"""Code → sentence in Vietnamese and in English."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a form that was read is looked at.

    Attributes:
        first: The main instance.
        routes: Every route of it and of its templates.
        binds: Route → its rules.
        questions: Route → the question.
        asked: Routes of the controls and repeats of the body, one for each.
        users: Everything that has a formula.
    """

    first: Node
    routes: frozenset[str]
    binds: Mapping[str, Bind]
    questions: Mapping[str, Question]
    asked: tuple[str, ...]
    users: tuple[Rule | SetValue, ...]


def unsupported_in(elements: tuple[_Element, ...], parts: Parts) -> tuple[Unsupported, ...]:
    """Name what a form asks for in vain, each thing once at each place.

    Args:
        elements: Those of the whole form.
        parts: What was made of it.
    """
    found = [*_of_binds(parts), *_of_elements(elements), *_of_looks(parts.questions), *_of_routes(parts),
             *_of_lost(elements, parts), *(_named(what, where) for what, where in strange(elements))]
    return tuple(dict.fromkeys(found))


def _named(what: str, where: str) -> Unsupported:
    return Unsupported(what, where, *SENTENCES[what])


def _of_binds(parts: Parts) -> Iterator[Unsupported]:
    groups = {node.route for node in parts.first.walk() if node.children}
    for bind in parts.binds.values():
        if bind.type == "intent":
            yield _named("external-app", bind.route)
        elif bind.type not in _TYPES:
            yield _named("type", bind.route)
        if bind.preload and not is_known(bind.preload):
            yield _named("preload", bind.route)
        if bind.route in groups:
            yield from (_named(kind, bind.route) for kind in ("constraint", "required") if kind in bind.rules)


def _of_elements(elements: tuple[_Element, ...]) -> Iterator[Unsupported]:
    for element in elements:
        tag = str(element.tag)
        where = element.get("ref") or element.get("nodeset") or element.get("id") or tag.rpartition("}")[2]
        if tag in _ACTIONS:
            yield _named(_ACTIONS[tag], where)
        elif tag in _CHECKS:
            yield from (_named(what, where) for what in _CHECKS[tag](element))
    main = next((element for element in elements if element.tag == xf("instance")), None)
    for node in main.iterdescendants() if main is not None else ():
        if node.tag == f"{{{ENTITIES}}}entity":
            yield _named("entities", "entity")
        elif str(node.tag).endswith("}audit") and _around(node).endswith("}meta"):
            yield _named("audit", "audit")


def _around(element: _Element) -> str:
    parent = element.getparent()
    return str(parent.tag) if parent is not None else ""


def _of_setvalue(element: _Element) -> Iterator[str]:
    parent = element.getparent()
    if parent is not None and parent.tag not in SETTERS:
        yield "action"
    if not set((element.get("event") or "").split()) <= _KNOWN_MOMENTS:
        yield "event"


def _of_instance(element: _Element) -> Iterator[str]:
    if element.get("src") == LAST_SAVED:
        yield "last-saved"
    elif not element.get("src") and not len(element):
        yield "empty-list"


def _of_words(element: _Element) -> Iterator[str]:
    kinds = {value.get("form") for value in element.iterfind(xf("value"))} - {None}
    if kinds & _MEDIA:
        yield "media"
    if kinds - _MEDIA:
        yield "wording"


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


def _of_lost(elements: Iterable[_Element], parts: Parts) -> Iterator[Unsupported]:
    """Name rules for a node that is not there, and messages without words."""
    for element in elements:
        if element.tag != xf("bind"):
            continue
        route = resolved(element.get("nodeset") or "", parts.first.route)
        bind = parts.binds.get(route)
        if bind is None:
            yield _named("bind", route)
            continue
        messages = {"constraintMsg": bind.constraint_words, "requiredMsg": bind.required_words}
        if any(element.get(f"{{{JAVAROSA}}}{name}") and not words for name, words in messages.items()):
            yield _named("message", route)


def _of_routes(parts: Parts) -> Iterator[Unsupported]:
    """Name formulas that read a node in vain, and nodes that are asked for twice."""
    for user in parts.users:
        if user.expression.leaves:
            yield _named("path", user.route)
        for read in sorted(user.expression.reads, key=lambda read: read.route):
            if read.route not in parts.routes:
                yield _named("path", f"{user.route}:{read.route}")
    for route, times in Counter(parts.asked).items():
        if times > 1:
            yield _named("twice", route)


def _of_looks(questions: Mapping[str, Question]) -> Iterator[Unsupported]:
    for question in questions.values():
        if question.appearance.startswith("ex:") or " ex:" in question.appearance:
            yield _named("external-app", question.route)
        if "search(" in question.appearance:
            yield _named("search", question.route)
