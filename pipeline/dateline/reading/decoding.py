"""Bytes to text: UTF-8, else the encoding that was declared or detected. Strings to strings that UTF-8 can hold."""

import codecs
import re

SAMPLE = 65_536  # bytes looked at to tell text from binary, and to detect an encoding
BINARY_SHARE = 0.01  # of control characters in the sample, from which on it is no text
HIGH_SHARE = 0.2  # of bytes beyond ASCII, up to which a text is taken for one in Latin letters
HIGH_BYTES = 16  # as many of them are needed to detect anything

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1a\x1b")
_HIGH = bytes(range(128, 256))
_FEW_CONTROL = 3  # control characters that are never enough to make a short file binary, unless it has no more
_AS_BROWSERS = {  # what pages name, and what is meant: the encodings of the WHATWG by their labels
    "iso8859-1": "sloppy-windows-1252",
    "ascii": "sloppy-windows-1252",
    "cp1252": "sloppy-windows-1252",
    "iso8859-9": "sloppy-windows-1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")


class NotTextError(ValueError):
    """Bytes that are no text in any encoding."""


def decode(raw: bytes, *, declared: str | None = None) -> str:
    """The text of a file. Only where an encoding had to be detected is mojibake repaired (ftfy.fix_encoding).

    declared: the encoding that the file itself names, asked before detection. Raises NotTextError where raw is binary.
    """
    if is_binary(raw):
        raise NotTextError("binary data, expected text")
    if mark := mark_of(raw):
        return storable(raw.decode(mark, errors="replace"))
    try:
        return storable(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return storable(_decode_declared(raw, declared) or _decode_detected(raw))


def storable(text: str) -> str:
    """The same text with U+FFFD for every lone surrogate and NUL, one for one."""
    if "\0" not in text:
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text
    return _UNSTORABLE.sub("\ufffd", text)


def is_binary(raw: bytes) -> bool:
    """Whether bytes are no text: too many control characters, and no mark of UTF-16 or UTF-32."""
    sample = raw[:SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    few = control <= _FEW_CONTROL and control < HIGH_SHARE * len(sample)
    return control > BINARY_SHARE * len(sample) and not few and mark_of(raw) in (None, "utf-8-sig")


def encoding_of(raw: bytes) -> str:
    """The name of the encoding of text that is not UTF-8: windows-1252 where few bytes are no ASCII, else as detected.

    News in English holds a curly quote here and there: too little to detect an encoding by, and that one is the usual.
    """
    import ftfy.bad_codecs  # noqa: F401  (registers sloppy-windows-1252, which knows all 256 bytes)
    from charset_normalizer import from_bytes

    sample = raw[:SAMPLE]
    high = len(sample) - len(sample.translate(None, _HIGH))
    if high < max(HIGH_SHARE * len(sample), HIGH_BYTES):
        return "sloppy-windows-1252"
    best = from_bytes(sample).best()
    return best.encoding if best else "sloppy-windows-1252"


def mark_of(raw: bytes) -> str | None:
    """The encoding that the mark at the beginning of bytes stands for; None where there is no mark."""
    return next((name for mark, name in _MARKS.items() if raw.startswith(mark)), None)


def _decode_declared(raw: bytes, declared: str | None) -> str | None:
    """The text by the encoding that a file names, as browsers read it: latin-1 is windows-1252."""
    import ftfy.bad_codecs  # noqa: F401  (registers sloppy-windows-1252, which knows all 256 bytes)

    try:
        return raw.decode(_AS_BROWSERS.get(codecs.lookup(declared).name, declared)) if declared else None
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_detected(raw: bytes) -> str:
    import ftfy

    return ftfy.fix_encoding(raw.decode(encoding_of(raw), errors="replace"))
