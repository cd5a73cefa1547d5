"""A rich, valid record made by hand, of an invented article: what the tests of the command line show and write."""

from functools import cache

from lansir.record import (
    Argument,
    Article,
    Block,
    BlockKind,
    Entity,
    Event,
    Mention,
    Origin,
    Place,
    PlaceCandidate,
    Quantity,
    Reason,
    Record,
    Review,
    Size,
    Span,
    StatedTime,
    Statement,
    Time,
)

__all__ = ["BLOCKS", "TEXT", "sample_record", "span"]

BLOCKS: list[tuple[BlockKind, str]] = [
    ("headline", "Arunika Desak Valmora Hentikan Serangan ke Pelabuhan Teluk Sare"),
    ("caption", "Menteri Luar Negeri Arunika Ratih Prameswari di Kota Lontar."),
    ("credit", "(foto: Kantor Foto Nusa/Bayu Segara)"),
    (
        "paragraph",
        "Kota Lontar, Kabar Nusa - Kementerian Luar Negeri Arunika pada Senin mengatakan Ratih Prameswari "
        "telah menelepon Presiden Valmora Tomas Ardell.",
    ),
    ("read_also", "BACA JUGA: Harga Beras di Kota Lontar Naik Lagi"),
    (
        "paragraph",
        "“Kami meminta Valmora segera menghentikan serangan,” kata Ratih seperti dilansir Pos Samudra.",
    ),
    (
        "paragraph",
        "Seorang pejabat Valmora yang tak mau disebut namanya membantah bahwa pasukannya menembaki pelabuhan itu, "
        "serangan yang menewaskan 12 orang.",
    ),
    (
        "paragraph",
        "Ia menyebut tuduhan itu “tidak berdasar”. Ardell dijadwalkan berkunjung ke Kota Lontar pekan depan.",
    ),
    ("signoff", "(*)"),
]
TEXT = "\n".join(words for _, words in BLOCKS)


def span(words: str, nth: int = 1, within: Span | None = None) -> Span:
    """The `nth` place of `words` in the article, or in the part of it that `within` covers."""
    start = (within.start if within else 0) - 1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words), words)


CALL, URGE, DENY, BASELESS, VISIT = (
    span(BLOCKS[3][1]),
    span(BLOCKS[5][1]),
    span(BLOCKS[6][1]),
    span("Ia menyebut tuduhan itu “tidak berdasar”."),
    span("Ardell dijadwalkan berkunjung ke Kota Lontar pekan depan."),
)
ENTITIES = [
    Entity("en-ratih", "Ratih Prameswari", "PER", "title words", "ARK", ["GOV"], "foreign minister"),
    Entity("en-ardell", "Tomas Ardell", "PER", "actor table: leader/tomas-ardell", "VAL", ["GOV"], "president"),
    Entity("en-kemlu", "Kementerian Luar Negeri Arunika", "ORG", "government body by its name", "ARK", ["GOV"]),
    Entity("en-valmora", "Valmora", "GPE", "country name", "VAL", ["GOV"]),
    Entity("en-pejabat", None, "PER", "title words", "VAL", ["GOV"], anonymous=True, source_kind="official"),
    Entity("en-pasukan", None, "ORG", "not resolved: a common noun", "VAL", ["MIL"]),
    Entity("en-lontar", "Kota Lontar", "GPE", "not resolved: no country holds it alone"),
]
MENTIONS = [
    Mention("me-ratih", span("Ratih Prameswari", within=CALL), "PER", "en-ratih", "name", 0.97),
    Mention("me-ratih2", span("Ratih", within=URGE), "PER", "en-ratih", "name", 0.95),
    Mention("me-kami", span("Kami", within=URGE), "PER", "en-ratih", "pronoun", 0.7),
    Mention("me-ardell", span("Presiden Valmora Tomas Ardell"), "PER", "en-ardell", "name", 0.98),
    Mention("me-ardell2", span("Ardell", within=VISIT), "PER", "en-ardell", "name", 0.96),
    Mention("me-kemlu", span("Kementerian Luar Negeri Arunika"), "ORG", "en-kemlu", "name", 0.96),
    Mention("me-valmora", span("Valmora", within=URGE), "GPE", "en-valmora", "name", 0.99),
    Mention("me-pejabat", span("Seorang pejabat Valmora"), "PER", "en-pejabat", "nominal", 0.93),
    Mention("me-ia", span("Ia", within=BASELESS), "PER", "en-pejabat", "pronoun", 0.8),
    Mention("me-pasukan", span("pasukannya"), "ORG", "en-pasukan", "nominal", 0.61),
    Mention("me-lontar", span("Kota Lontar", within=VISIT), "GPE", "en-lontar", "name", 0.9),
]
TIMES = [
    Time("ti-senin", span("pada Senin"), "DATE", "last Monday on or before", 0.97, "2031-03-17", "day", "2031-03-18"),
    Time("ti-pekan", span("pekan depan"), "DATE", "next week", 0.9, "2031-W13", "week", "2031-03-18"),
]
PLACES = [
    Place(
        "pl-lontar",
        span("Kota Lontar", within=VISIT),
        "gazetteer: largest of 2 by that name",
        0.88,
        name="Lontar City",
        country="ARK",
        lat=-7.2,
        lon=112.7,
        precision="city",
        passed_over=[PlaceCandidate("Lontar", "VAL", population=2100)],
    ),
    Place("pl-pelabuhan", span("pelabuhan itu"), "not resolved: a common noun", 0.55),
]


def _statements() -> list[Statement]:
    told = span("Ratih Prameswari telah menelepon Presiden Valmora Tomas Ardell", within=CALL)
    denied = span("bahwa pasukannya menembaki pelabuhan itu")
    return [
        Statement(
            "st-call", CALL, [told], "indirect", 0.96,
            speaker=Argument("en-kemlu", "me-kemlu", 0.95), cue=span("mengatakan"), time="ti-senin", events=["ev-call"],
        ),
        Statement(
            "st-urge", URGE, [span("Kami meminta Valmora segera menghentikan serangan")], "direct", 0.98,
            speaker=Argument("en-ratih", "me-ratih2", 0.97), cue=span("kata", within=URGE),
            addressee=Argument("en-valmora", "me-valmora", 0.58), events=["ev-urge", "ev-halt"],
        ),
        Statement(
            "st-deny", DENY, [denied], "indirect", 0.9,
            speaker=Argument("en-pejabat", "me-pejabat", 0.92), cue=span("membantah"), events=["ev-fire"],
            reasons={"addressee": "none is named"},
        ),
        Statement(
            "st-baseless", BASELESS, [span("tuduhan itu “tidak berdasar”")], "mixed", 0.52,
            speaker=Argument("en-pejabat", "me-ia", 0.5), cue=span("menyebut"), inside="st-deny",
            review=Review("confirmed", by="dewi", at="2031-03-19T08:00:00+07:00"),
        ),
        Statement(
            "st-scheduled", VISIT, [span("berkunjung ke Kota Lontar pekan depan")], "indirect", 0.71,
            cue=span("dijadwalkan"), events=["ev-visit"], reasons={"speaker": "the text names nobody"},
        ),
    ]  # fmt: skip


def _events() -> list[Event]:
    ratih = Argument("en-ratih", "me-ratih", 0.94)
    return [
        Event(
            "ev-call", "CONSULT", "actual", span("menelepon"), CALL, 0.95, "verbal-cooperation", 1.0, mode="phone",
            actors=[ratih], recipients=[Argument("en-ardell", "me-ardell", 0.93)], time="ti-senin",
            reported_by="st-call", reasons={"place": "no place stands in the sentence"},
        ),
        Event(
            "ev-urge", "REQUEST", "actual", span("meminta"), URGE, 0.9, "verbal-conflict", -1.5, mode="yield",
            actors=[Argument("en-ratih", "me-kami", 0.8)], recipients=[Argument("en-valmora", "me-valmora", 0.9)],
            reported_by="st-urge", reasons={"time": "publication date, by default"},
        ),
        Event(
            "ev-halt", "RETREAT", "requested", span("menghentikan serangan"), URGE, 0.74, "material-cooperation", 7.0,
            mode="ceasefire", actors=[Argument("en-valmora", "me-valmora", 0.83)], reported_by="st-urge",
        ),
        Event(
            "ev-fire", "ASSAULT", "negated", span("menembaki"), DENY, 0.57, "material-conflict", -9.0,
            mode="heavy-weapons", contexts=["military"], actors=[Argument("en-pasukan", "me-pasukan", 0.6)],
            place="pl-pelabuhan", size=Size(killed=12), reported_by="st-deny",
        ),
        Event(
            "ev-baseless", "REJECT", "hypothetical", span("tidak berdasar"), BASELESS, 0.41, "verbal-conflict", -4.0,
            actors=[Argument("en-pejabat", "me-ia", 0.5)], reported_by="st-baseless",
        ),
        Event(
            "ev-visit", "CONSULT", "planned", span("berkunjung"), VISIT, 0.88, "verbal-cooperation", 1.9, mode="visit",
            actors=[Argument("en-ardell", "me-ardell2", 0.92)],
            recipients=[Argument("en-ratih", "me-ratih2", 0.4, elided=True)],
            time="ti-pekan", place="pl-lontar", reported_by="st-scheduled",
        ),
    ]  # fmt: skip


def _blocks() -> list[Block]:
    blocks, start = [], 0
    for kind, words in BLOCKS:
        blocks.append(Block(kind, Span(start, start + len(words), words)))
        start += len(words) + 1
    return blocks


@cache
def sample_record() -> Record:
    """The record of the invented article: every struct of the record, every status, every form of statement."""
    return Record(
        _article(),
        lansir="0.1.0",
        model="2031.1",
        contexts=["military", "diplomatic"],
        entities=ENTITIES,
        mentions=MENTIONS,
        times=TIMES,
        places=PLACES,
        quantities=[Quantity("qu-12", span("12 orang"), 12, 12, "people", "orang")],
        statements=_statements(),
        events=_events(),
        resolved={"contexts.military": 'by the model 81%; words: "serangan"'},
        reasons=[Reason("time-zone-guessed", "the page states no zone: WIB was taken from its outlet")],
    )


def _article() -> Article:
    return Article(
        id="ar-0123456789ab",
        text=TEXT,
        blocks=_blocks(),
        content_hash="0" * 64,
        language="id",
        url="https://kabarnusa.example/dunia/arunika-desak-valmora?utm_source=x",
        canonical_url="https://kabarnusa.example/dunia/arunika-desak-valmora",
        outlet="Kabar Nusa",
        title=BLOCKS[0][1],
        authors=["Sekar Wulan", "Bima Tirta"],
        dateline="Kota Lontar",
        published=StatedTime("2031-03-18T09:15:00+07:00", "minute", "json-ld", "WIB"),
        captured="2031-03-18T10:00:00+07:00",
        origins=[Origin("Pos Samudra", span("Pos Samudra"))],
    )
