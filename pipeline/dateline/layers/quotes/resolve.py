"""What an attribution means: whose words its content gives."""


def quote_kind(quoted: int, others: int) -> str:
    """Whose words the content is: direct (all in quotation marks), mixed (partly) or indirect.

    quoted, others: how many words of the content stand in quotation marks, and how many do not.
    """
    if not quoted:
        return "indirect"
    return "mixed" if others else "direct"
