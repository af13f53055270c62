"""The e-forms that ship with the program, by form id.

Here lives reading them from the package. Making them from spreadsheets is `xlsform`'s; understanding them is
`forms.xforms`'.
"""

from importlib.resources import files

SHIPPED = {
    "1.000656": "1.000656@1", "1.000894": "1.000894@1", "1.001193": "1.001193@1", "1.001612": "1.001612@1",
    "1.001699": "1.001699@1", "1.001776": "1.001776@1", "1.004194": "1.004194@1", "1.004222": "1.004222@1",
    "1.004873": "1.004873@1", "1.012753": "1.012753@1", "1.013225": "1.013225@1", "1.013978": "1.013978@1",
    "2.000635": "2.000635@1", "2.000815": "2.000815@1", "2.000884": "2.000884@1", "2.001035": "2.001035@1",
}
"""Form id → file stem of its newest shipped edition."""


def shipped_form(form_id: str) -> bytes:
    """Return the compiled XForm of a shipped form.

    Args:
        form_id: Same as the procedure's code, `1.001193`.

    Raises:
        KeyError: No such form is shipped.
    """
    return (files("forms.catalogue") / "data" / "forms" / f"{SHIPPED[form_id]}.xml").read_bytes()
