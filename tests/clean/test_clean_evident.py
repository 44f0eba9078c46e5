"""The language of plain cases by function words: sure or silent, never a neighbour's."""

import pytest

from recoupe.clean.evident import by_script, evident

ENGLISH = (
    "The mayor of the harbour town said on Tuesday that the old bridge would close for a year. It is no longer safe, "
    "she told reporters, and the ferries will carry people from one bank to the other. The builders denied that they "
    "had known of any crack in it."
)
FRENCH = (
    "Le maire de la ville portuaire a déclaré mardi que le vieux pont serait fermé pendant un an. Il n’est plus sûr, "
    "a-t-elle dit aux journalistes, et les bacs porteront les gens d’une rive à l’autre. Les entreprises ont démenti "
    "qu’elles aient eu connaissance d’une fissure dans le pont."
)
CATALAN = (
    "L’alcaldessa de la ciutat portuària va dir dimarts que el pont vell es tancarà durant un any. Ja no és segur, va "
    "dir als periodistes, i els transbordadors portaran la gent d’una riba a l’altra. Les empreses van negar que "
    "haguessin sabut res de cap esquerda en el pont, i que les obres fossin dolentes."
)
OCCITAN = (
    "La cònsol de la vila portuària a dich dimars que lo pont vièlh se barrariá per un an. Es pas mai segur, a dich "
    "als jornalistas, e los bacs portaràn lo monde d’una riba a l’autra. Las entrepresas an negat que sabián quicòm "
    "d’una fendascla dins lo pont, e que los trabalhs èran marrits."
)
HAITIAN = (
    "Majistra vil pò a te di madi ke ansyen pon an pral fèmen pandan yon ane. Li pa an sekirite ankò, li te di "
    "jounalis yo, epi bak yo pral pote moun yo sòti yon bò ale nan lòt bò. Konpayi yo te demanti ke yo te konnen "
    "anyen sou yon fant ki te nan pon an."
)
DANISH = (
    "Borgmesteren i havnebyen sagde tirsdag, at den gamle bro bliver lukket i et år. Den er ikke længere sikker, sagde "
    "hun til journalisterne, og færgerne skal sejle folk fra den ene bred til den anden. Bygmestrene afviste, at de "
    "havde kendt til nogen revne i broen."
)


def test_running_text_of_a_covered_language_is_plain() -> None:
    assert evident(ENGLISH) == "en"
    assert evident(FRENCH) == "fr"


@pytest.mark.parametrize("text", [CATALAN, OCCITAN, HAITIAN, DANISH])
def test_a_neighbour_is_left_to_the_model(text: str) -> None:
    assert evident(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The ship sank on Tuesday.",
        ENGLISH + FRENCH,
        ENGLISH + DANISH,
        DANISH + FRENCH,
        "Hill, Anna: 12 points. Berg, Karl: 11 points. " * 20,
        "The and of to. " * 30,
    ],
)
def test_what_leaves_a_doubt_is_left_to_the_model(text: str) -> None:
    assert evident(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ο υπουργός είπε ότι το σχέδιο δεν θα αλλάξει πριν από το τέλος του έτους, όσο κι αν πιέζουν οι δήμοι.", "el"),
        ("장관은 올해 말까지 계획이 바뀌지 않을 것이라고 말했다. 시장들은 이를 믿지 않는다고 밝혔다. " * 2, "ko"),
        ("რა თქვა მინისტრმა: გეგმა წლის ბოლომდე არ შეიცვლება, თუმცა ქალაქების მერებს ეს არ სჯერათ.", "ka"),
        ("Նախարարն ասաց, որ ծրագիրը չի փոխվի մինչև տարեվերջ, սակայն քաղաքապետները նրան չեն հավատում։", "hy"),
        ("รัฐมนตรีกล่าวว่าแผนจะไม่เปลี่ยนก่อนสิ้นปีแต่นายกเทศมนตรีไม่เชื่อเขาและขอให้รัฐสภาลงมติเรื่องนี้อีกครั้ง", "th"),
        ("รัฐมนตรีกล่าวว่าแผนจะไม่เปลี่ยนก่อนสิ้นปี and then for a long while nothing else was told in Thai", None),
        (
            "Ο υπουργός said that nothing would be changed before the end of the year, whatever mayors may say of it.",
            None,
        ),
        ("Ο υπουργός είπε", None),
    ],
)
def test_a_script_that_one_language_has_tells_it(text: str, code: str | None) -> None:
    assert by_script(text) == code
