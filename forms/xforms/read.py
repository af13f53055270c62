"""XForm XML → `FormDefinition`: hardened parsing, and everything refused that cannot be trusted.

Here live the ceilings and the reading of model and binds. What the questions look like is read in `body`; nothing
here is evaluated against answers.
"""

from forms.xforms.definition import FormDefinition


def read_form(xml: bytes) -> FormDefinition:
    """Read a form and compile its expressions.

    Args:
        xml: A whole ODK XForm, UTF-8, at most 2 MiB and 50,000 elements, without a document type.

    Returns:
        The definition; it holds no answers and may serve any number of entries.

    Raises:
        FormError: Not XML, not a form, too big, an unknown function, an expression that cannot be read,
            calculations that depend on each other in a circle.
    """
    raise NotImplementedError
