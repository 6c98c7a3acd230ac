"""Guards which sentences become cards: those whose number or quotation is the point, no others."""

from itertools import pairwise

import pytest

from media.shots import Plan
from models.preview.director.cards.choose import APART
from models.preview.director.cards.document import wording
from models.preview.director.cards.find import card_of
from models.preview.director.cards.numbers import Numbers
from models.preview.director.cards.quotes import block_quotation, quotation
from models.preview.director.engine import PreviewDirector
from models.preview.director.grammar import presets
from tests.fakes import FolderWorkspace


def plan(tmp_path, script, preset="documentary", language="en") -> Plan:
    return PreviewDirector().plan(
        FolderWorkspace(tmp_path),
        script=script,
        title="t",
        language=language,
        seed=0,
        pace=1.0,
        preset=preset,
    )


def kinds(planned):
    return [shot.card.kind if shot.card else "" for shot in planned.shots if shot.text]


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "Sales rose 40 percent in one year.", ("number", "40", "%", "Sales rose")),
        ("en", "It costs 4.99 euros.", ("number", "4.99", "euros", "It costs")),
        ("en", "The firm made $4.5 million last year.", ("number", "$4.5", "million", None)),
        ("en", "Twice as many came as in 2010.", ("number", "2×", "", "")),
        ("en", "Three of ten patients recover.", ("share", "3 of 10", "", "")),
        ("en", "40 percent of the homes are dry.", ("share", "40 %", "", "")),
        ("en", "In 1969 two men walked on the moon.", ("year", "1969", "", "")),
        ("es", "Cuesta 4,99 euros.", ("number", "4,99", "euros", "Cuesta")),
        ("es", "Más de 12.000 personas huyeron.", ("number", "12.000", "personas", "Más de")),
        ("es", "Tres de cada diez pacientes mejoran.", ("share", "3 de cada 10", "", "")),
        ("fr", "Plus de 12 000 personnes ont fui.", ("number", "12 000", "personnes", "Plus de")),
        ("fr", "Trois patients sur dix guérissent.", ("share", "3 sur 10", "", "")),
        ("fr", "Quatre-vingt-dix-sept pour cent sont loin.", ("number", "97", "%", "")),
        ("de", "Fünfundzwanzig Prozent der Häuser sind leer.", ("share", "25 %", "", "")),
        ("de", "Der Umsatz stieg um 4,5 Prozent.", ("number", "4,5", "%", "Der Umsatz stieg um")),
        ("zh", "百分之四十的家庭没有自来水。", ("share", "40 %", "", "")),
        ("zh", "十个人中有三个康复。", ("share", "10 中 3", "", "")),
        ("zh", "三万五千人来了。", ("number", "35,000", "人", "")),
    ],
)
def test_the_point_of_a_sentence_is_its_number(language, text, shown):
    found = card_of(text, language)

    assert found is not None
    card = found.card
    kind, figure, unit, above = shown
    assert (card.kind, card.figure, card.unit) == (kind, figure, unit)
    assert above is None or card.above == above


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Exports rose from 12 to 30 tonnes in five years."),
        ("en", "In 2010 the town made 12 tonnes, in 2020 it made 30 tonnes."),
        ("es", "La cosecha pasó de 12 a 30 toneladas."),
        ("fr", "La production est passée de 12 à 30 tonnes."),
        ("de", "Die Ernte stieg von 12 auf 30 Tonnen."),
        ("zh", "产量从12吨增加到30吨。"),
    ],
)
def test_two_numbers_are_compared(language, text):
    found = card_of(text, language)

    assert found and found.card.kind == "compare" and found.sure
    assert [bar.value for bar in found.card.bars] == [12, 30]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He was 40 years old."),
        ("en", "At 9:30 the train left."),
        ("en", "Two men walked in."),
        ("en", "Chapter 3 begins with Apollo 11."),
        ("en", "The ten minutes passed and she knocked twice."),
        ("en", "I am one hundred percent sure."),
        ("en", '"Sales rose 40 percent," she said.'),
        ("en", "My grandmother died ten years ago."),
        ("en", "The note of 12/03/2024 names 10-12 of them."),
        ("en", "Of the 12 cups 7 were red, 3 were blue and 40 percent were chipped."),
        ("es", "Tiene treinta y cinco años de edad."),
        ("es", "A las 9 de la noche llegaron dos hombres."),
        ("fr", "Il a 40 ans."),
        ("fr", "À 9 heures deux hommes entrent."),
        ("de", "Er ist 40 Jahre alt."),
        ("de", "Um 9 Uhr kamen am 3. Mai zwei Männer."),
        ("zh", "他今年40岁。"),
        ("zh", "早上9点，两个人走进来。"),
        ("it", "Le vendite sono cresciute del 40 per cento."),
    ],
)
def test_ages_hours_names_and_talk_stay_pictures(language, text):
    assert card_of(text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "1,234.5", 1234.5),
        ("en", "two hundred and forty", 240),
        ("en", "a million", 1e6),
        ("es", "dos mil quinientas", 2500),
        ("es", "1.234,5", 1234.5),
        ("fr", "soixante et onze", 71),
        ("fr", "quatre-vingts", 80),
        ("de", "zweihundert", 200),
        ("de", "1.234,5", 1234.5),
        ("zh", "两千五百", 2500),
        ("zh", "三万五千", 35000),
        ("zh", "3.5亿", 3.5e8),
    ],
)
def test_numbers_are_worth_what_they_say(language, text, value):
    words = wording(language)
    assert words is not None
    assert Numbers(words).value(text) == value


def test_stories_have_no_cards_and_reports_do(tmp_path):
    script = "Sales rose 40 percent in one year. The boat leaves the harbour at dawn."
    carded = {preset for preset in presets() if "number" in kinds(plan(tmp_path, script, preset))}

    assert carded == set(presets()) - {"thriller", "fairy_tale"}


def test_money_makes_a_card_only_where_a_section_is_about_numbers(tmp_path):
    one = "In the shop it costs only 4.99 euros. The boat leaves the harbour at dawn."
    two = f"{one} The gulls cry above the quay. The ship weighs 5,000 tonnes in all."

    assert kinds(plan(tmp_path, one, "auto")) == ["", ""]
    assert kinds(plan(tmp_path, two, "auto")) == ["number", "", "", "number"]
    assert kinds(plan(tmp_path, one, "news")) == ["number", ""]


def test_at_most_one_of_three_shots_is_a_card(tmp_path):
    script = " ".join(f"Sales in shop number {n} rose by {n + 20} percent." for n in range(3, 30))

    found = [n for n, kind in enumerate(kinds(plan(tmp_path, script))) if kind]

    assert len(found) >= 4
    assert all(after - before >= APART for before, after in pairwise(found))


def test_a_new_sentence_changes_cards_near_it_alone(tmp_path):
    lines = [f"Sales in shop number {n} rose by {n + 20} percent." for n in range(3, 40)]
    before = plan(tmp_path, " ".join(lines))
    lines.insert(18, "Tonight 75 percent of the homes are dark.")
    after = {shot.id: shot.card for shot in plan(tmp_path, " ".join(lines)).shots}

    changed = [n for n, shot in enumerate(before.shots) if shot.card != after[shot.id]]

    assert all(abs(n - 18) <= 6 for n in changed)


def test_a_card_ends_with_its_sentence():
    found = card_of("It costs 4.99 euros. The boat leaves the harbour.", "en")

    assert found and (found.card.above, found.card.below) == ("It costs", "")


def test_screenplays_have_no_cards(tmp_path):
    script = (
        "INT. OFFICE - DAY\n\nSales rose 40 percent in one year.\n\nEXT. STREET - DAY\n\nRain.\n"
    )

    assert not any(kinds(plan(tmp_path, script)))


@pytest.mark.parametrize(
    ("language", "text", "by"),
    [
        ("en", '"Simplicity is the ultimate sophistication," said Leonardo.', "Leonardo"),
        ("en", 'Marie Curie once said: "Nothing in life is to be feared."', "Marie Curie"),
        ("es", "«La imaginación lo es todo en la vida», dijo Albert Einstein.", "Albert Einstein"),
        (
            "fr",
            "« L'imagination est plus que le savoir », disait Albert Einstein.",
            "Albert Einstein",
        ),
        ("de", "„Das Leben ist kein Ponyhof für alle“, sagte Anna von Berg.", "Anna von Berg"),
        ("zh", "“学而不思则罔，思而不学则殆。”孔子说。", "孔子"),
    ],
)
def test_a_quotation_has_an_author(language, text, by):
    found = quotation(text, language)

    assert found is not None and found.by == by


@pytest.mark.parametrize(
    "text",
    ['"I have seen worse than this one," she said.', '"No," said Nora.', "He said he was tired."],
)
def test_a_remark_is_no_quotation(text):
    assert quotation(text, "en") is None


def test_a_block_quote_is_one_shot_with_its_author(tmp_path):
    quote = "> Simplicity is hard. It is worth it in the end.\n> — Leonardo da Vinci\n"
    script = f"The boat leaves the harbour.\n\n{quote}\nThe gulls cry above the quay."

    for preset in ("auto", "lecture"):
        planned = plan(tmp_path, script, preset)
        assert kinds(planned) == ["", "quote", ""]
        card = planned.shots[1].card
        assert card and card.by == "Leonardo da Vinci"
        assert card.text == "Simplicity is hard. It is worth it in the end."
    assert kinds(plan(tmp_path, script, "fairy_tale")) == ["", "", ""]
    assert block_quotation("Simplicity is hard, and worth it.") is None


def test_who_is_in_the_film_speaks_and_is_not_quoted(tmp_path):
    script = (
        'Nora waits at the end of the long quay. "You are very late tonight, my friend," said Nora.'
    )

    assert kinds(plan(tmp_path, script, "documentary")) == ["", ""]
    assert kinds(plan(tmp_path, script.replace("Nora waits", "Somebody waits"), "lecture"))[1]


def test_people_are_named_when_first_seen(tmp_path):
    script = (
        "Dr. Maria Keller, a marine biologist, walks along the beach.\n\n"
        "Dr. Maria Keller, a marine biologist, writes down the number of all shells.\n\n"
        "TOM HARRIS: I was there. It was dark!\n\nTOM HARRIS: And we all ran away."
    )

    def named(preset):
        return [shot.lower_third for shot in plan(tmp_path, script, preset).shots if shot.text]

    assert named("news") == ["Dr. Maria Keller | Marine biologist", "", "Tom Harris", ""]
    assert not any(named("auto"))
