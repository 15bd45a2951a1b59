"""Articles: those of a title, and one as the page of one file has it."""

from dateline.look.report.gather import Strings, packed
from dateline.look.serve.database import OF_DOCUMENTS, Asked, Row, Wanted

DOCUMENT_LACKS = {"": "true", "failed": "status <> 'ok'", "day": "(status = 'ok' AND published = '')"}
DOCUMENT = "SELECT * EXCLUDE (n, part) FROM doc"


def documents(asked: Asked, wanted: Wanted) -> Row:
    """The articles that lack something or whose title or id holds some words, a page of them."""
    named = "(contains(lower(title), lower($find)) OR contains(lower(id), lower($find)))"
    where = f"{named} AND {DOCUMENT_LACKS[wanted['lacks']]}"
    page = {name: wanted[name] for name in ("find", "offset", "limit")}
    found = asked.rows(f"{DOCUMENT} WHERE {where} ORDER BY n LIMIT $limit OFFSET $offset", page)
    total = asked.value(f"SELECT count(*) FROM doc WHERE {where}", {"find": wanted["find"]})
    return {"total": total, "rows": found}


def article(asked: Asked, wanted: Wanted) -> Row | None:
    """An article as the page of one file has it, packed, with its own strings; None: there is none."""
    known = asked.rows("SELECT part, copy_of FROM doc WHERE id = $id", wanted)
    if not known:
        return None
    rows = {name: asked.of_parts(name, [known[0]["part"]], "doc_id = $id", wanted) for name in OF_DOCUMENTS}
    [document] = rows.pop("documents")
    strings = Strings()
    made = packed(0, document, rows, strings, {})
    return {**made, "copy_of": known[0]["copy_of"], "strings": list(strings.numbers)}
