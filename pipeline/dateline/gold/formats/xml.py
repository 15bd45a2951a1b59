"""XML from strangers: no entities, no DTD, no network, bounded size."""

from pathlib import Path

from lxml import etree

from dateline.errors import GoldError
from dateline.gold.formats.shape import read_bytes


def safe_bytes(path: Path) -> bytes:
    """The bytes of an XML file in UTF-8 that declares no entities. Raises GoldError where it is anything else."""
    raw = read_bytes(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        raise GoldError(f"{path}: byte {err.start} is no UTF-8; save the file as UTF-8.") from err
    if "<!ENTITY" in text:
        raise GoldError(f"{path}: declares XML entities, which are not read.")
    return text.encode("utf-8")


def parsed(path: Path) -> etree._Element:
    """The root of an XML file. Raises GoldError with the line where it is not well formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(safe_bytes(path), parser)
    except (etree.XMLSyntaxError, ValueError) as err:
        raise GoldError(f"{path}: {err}.") from err
