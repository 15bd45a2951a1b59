-- What the views ask for again and again, worked out once from the tables when the server starts.

-- Events as the page has them, the latest first, those of no day last. names, places: of all parties, of the place and
-- its division, in small letters.
CREATE TABLE event AS
WITH party AS (
    SELECT event_id, role, name, min(n) AS n
    FROM event_args WHERE role IN ('agent', 'recipient', 'patient')
    GROUP BY ALL
), parties AS (
    SELECT
        event_id,
        list(name ORDER BY n) FILTER (role = 'agent') AS agent,
        list(name ORDER BY n) FILTER (role = 'recipient') AS recipient,
        list(name ORDER BY n) FILTER (role = 'patient') AS patient,
        lower(string_agg(name, chr(10) ORDER BY role, n)) AS names
    FROM party GROUP BY event_id
), counted AS (
    SELECT event_id, bool_or(status = 'contested') AS contested, max(best) FILTER (item = 'people killed') AS killed
    FROM figures GROUP BY event_id
)
SELECT
    row_number() OVER (ORDER BY coalesce(date_start, date_end) DESC NULLS LAST, event_id) - 1 AS n,
    event_id AS id, event_type AS type, mode, date_start::DATE AS date_start, date_end::DATE AS date_end,
    date_precision, place, place_kind, country, admin1, lat, lon, status,
    (status = 'contested' OR coalesce(contested, false))::INT AS contested,
    n_sources, n_sides, n_documents,
    coalesce(agent, []) AS agent, coalesce(recipient, []) AS recipient, coalesce(patient, []) AS patient,
    coalesce(names, '') AS names, lower(concat_ws(chr(10), place, admin1)) AS places,
    coalesce(date_start, date_end)::DATE AS first_day, coalesce(date_end, date_start)::DATE AS last_day,
    CASE WHEN status IN ('confirmed', 'asserted', 'claimed', 'contested', 'unverified') THEN killed END AS killed
FROM events LEFT JOIN parties USING (event_id) LEFT JOIN counted USING (event_id)
ORDER BY n;

-- Figures in the order of their events. number: of the event; contested ones are found by it.
CREATE TABLE figure AS
SELECT
    event.n AS number, figure_id, coalesce(item, '') AS item, coalesce(unit, '') AS unit, best, low, high,
    figures.status, coalesce(rule, '') AS rule
FROM figures JOIN event ON event.id = figures.event_id
ORDER BY number;

-- The claims of events, in the order of their events. place: among those of its event.
CREATE TABLE claim AS
WITH sources AS (
    SELECT claim_id, string_agg(name, ' ← ' ORDER BY n) AS source FROM claim_args WHERE role = 'source' GROUP BY claim_id
)
SELECT
    event.n AS number, row_number() OVER (PARTITION BY event.n) AS place, claims.doc_id, claim_id, start, "end",
    sentence_start, sentence_end, claims.status, polarity, coalesce(source, 'narrator') AS source,
    direction_reversed, figure_differs, date_inherited, place_inherited, source_unnamed
FROM event_claims
JOIN event ON event.id = event_claims.event_id
JOIN claims USING (claim_id)
LEFT JOIN sources USING (claim_id)
ORDER BY number, place;

-- The statements of figures, in the order of their events, each at its number, in the sentence of its claim or its own.
CREATE TABLE statement AS
SELECT
    figure.number, row_number() OVER (PARTITION BY figure_id) AS place, figure_id, said.doc_id,
    coalesce(q.start, claim.start) AS start, coalesce(q."end", claim."end") AS "end",
    if(q.start < claim.sentence_start OR q."end" > claim.sentence_end, q.sentence_start, claim.sentence_start)
        AS sentence_start,
    if(q.start < claim.sentence_start OR q."end" > claim.sentence_end, q.sentence_end, claim.sentence_end)
        AS sentence_end,
    said.value, said.low, said.high, said.bound, coalesce(said.source, '') AS source, coalesce(said.side, '') AS side,
    agrees
FROM figure_claims AS said
JOIN figure USING (figure_id)
JOIN claim USING (claim_id)
LEFT JOIN quantities AS q ON q.mention_id = said.mention_id
ORDER BY number, place;

-- Who does what to whom: the other party is '' where nobody is named.
CREATE TABLE deed AS
WITH done AS (
    SELECT
        unnest(agent) AS who, type,
        CASE WHEN len(recipient) > 0 THEN recipient WHEN len(patient) > 0 THEN patient ELSE [''] END AS others
    FROM event
), pairs AS (
    SELECT who, type, unnest(others) AS whom FROM done
)
SELECT who, type, whom, count(*) AS n FROM pairs
WHERE who <> whom -- both parties of an exchange stand in both roles
GROUP BY ALL ORDER BY n DESC, who, type, whom;

-- The actors of the corpus, those of the most documents first.
CREATE TABLE actor AS
WITH quoted AS (
    SELECT entity_id, count(*) AS quotes
    FROM quotes JOIN entity_actors ON entity_actors.actor_id = quotes.source_actor_id
    WHERE part = 1 GROUP BY entity_id
)
SELECT entity_id, name, type, sector, country, n_documents, n_mentions, coalesce(quotes, 0) AS quotes
FROM entities LEFT JOIN quoted USING (entity_id)
ORDER BY n_documents DESC, n_mentions DESC, name;

-- The documents without their text, in the order of the files.
CREATE TABLE doc AS
WITH mentions AS (
    SELECT doc_id, count(*) AS n FROM (
        {mentions}
    ) GROUP BY doc_id
)
SELECT
    row_number() OVER (ORDER BY part, doc_id) - 1 AS n, part, doc_id AS id, coalesce(title, '') AS title, coalesce(publisher, '') AS publisher,
    coalesce(url, '') AS url, coalesce(strftime(published, '%Y-%m-%d'), '') AS published, published_source, status,
    coalesce(error, '') AS error, coalesce(language, '') AS language, coalesce(copy_of, '') AS copy_of,
    coalesce(mentions.n, 0) AS n_mentions
FROM filed LEFT JOIN copies USING (doc_id) LEFT JOIN mentions USING (doc_id)
ORDER BY n;

-- The points of the map.
CREATE TABLE point AS
WITH happened AS (
    SELECT place AS name, country, any_value(place_kind) AS kind, lat, lon, count(*) AS events
    FROM event WHERE lat IS NOT NULL GROUP BY ALL
), named AS (
    SELECT name, country, any_value(kind) AS kind, lat, lon, count(*) AS mentions, count(DISTINCT doc_id) AS articles
    FROM places WHERE reading = 'literal' AND lat IS NOT NULL GROUP BY ALL
)
SELECT
    coalesce(happened.name, named.name) AS name, coalesce(happened.country, named.country) AS country,
    coalesce(happened.kind, named.kind) AS kind,
    coalesce(happened.lat, named.lat) AS lat, coalesce(happened.lon, named.lon) AS lon,
    coalesce(events, 0) AS events, coalesce(mentions, 0) AS mentions, coalesce(articles, 0) AS articles
FROM happened FULL JOIN named
ON happened.name = named.name AND happened.country IS NOT DISTINCT FROM named.country
    AND happened.lat = named.lat AND happened.lon = named.lon;
