"""Words that stand in typed dates, in the official languages of the Union; the months' own names are Babel's."""

from practices.reading.typed import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in fold(text).split(","))


def _months(text: str) -> dict[str, int]:
    return {name: month for month, name in enumerate(fold(text).split(), 1)}


# Between day, month and year: "1 de marzo de 2008", "1 ta' Marzu 2008", "2008 m. kovo 1 d.".
FILLERS = _words(
    "of the in on de del d du le en el em il im am den ta gada g m r rok roku w v u godine leta a aasta aastal vuonna"
    " vuoden år anul luna του την το τον τις \u0433 год година през"
)

# After the figure of a day: "1st", "1er", "1º", "1η", "1:a", "1-ви".
ORDINALS = _words("st nd rd th er re e eme ste a o º ª ° ú η ης \u03bf ви ри ти ми en an jen jan je")

# Forms of the months that Babel does not have: without umlauts, of Austria, colloquial, in the genitive.
MORE_MONTHS = {
    "de": {"janner": 1, "jaenner": 1, "feber": 2, "maerz": 3},
    "el": _months(
        "Γενάρης Φλεβάρης Μάρτης Απρίλης Μάης Ιούνης Ιούλης Αύγουστος Σεπτέμβρης Οκτώβρης Νοέμβρης Δεκέμβρης"
    ),
    "en": {"sept": 9},
    "es": {"setiembre": 9},
    "fr": {"juill": 7},
    "hr": {"studenog": 11},
    "sl": _months("januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra"),
}

# It goes on, or began at some time: no date can say that.
OPEN_ENDED = _phrases(
    """ongoing, on going, present, now, today, current, since, from, onwards,
    в момента, досега, днес, от, продължава, dosud, dnes, současnost, probíhá, od,
    igangværende, i dag, siden, laufend, heute, seit, ab, fortlaufend, täna, praegu, käimas, alates,
    σήμερα, σε εξέλιξη, από, en curso, actualidad, hoy, desde,
    en cours, aujourd hui, à ce jour, présent, depuis, inniu, ar siúl, danas, u tijeku, traje,
    in corso, oggi, dal, tuttora, notiek, šodien, pašlaik, kopš, vykdoma, dabar, šiandien, nuo,
    folyamatban, jelenleg, óta, għaddej, illum, minn, lopend, heden, nu, vandaag, sinds, vanaf,
    trwa, obecnie, dziś, nadal, em curso, presente, hoje, atualmente, în curs, prezent, azi, astăzi, din,
    súčasnosť, prebieha, v teku, danes, naprej, käynnissä, jatkuu, nykyhetki, alkaen, pågående, idag, sedan"""
)

# A part of a year that is no month.
PARTS_OF_A_YEAR = _words(
    """quarter quarters trimester trimestre quartal quartals kvartal kvartali kwartał kwartale kwartal neljännes
    kvartāls ketvirtis negyedév тримесечие τρίμηνο čtvrtletí štvrťrok četrtletje tromjesečje kwartaal veerand ráithe
    semester semestre halbjahr half semestr halvår félév полугодие εξάμηνο pololetí polrok polletje
    spring summer autumn fall winter frühling frühjahr sommer herbst printemps été automne hiver
    primavera verano otoño invierno verão outono inverno estate autunno lente voorjaar zomer herfst najaar
    vår sommar höst vinter forår efterår wiosna wiosną lato latem jesień jesienią zima zimą
    jaro léto podzim jar leto jeseň pomlad poletje jesen proljeće ljeto primăvara vara toamna iarna toamnă
    kevät kesä kesällä syksy syksyllä talvi kevad suvi sügis tavasz nyár ősz tél pavasaris vasara ruduo žiema
    rudens ziema пролет лято есен зима άνοιξη καλοκαίρι φθινόπωρο χειμώνας rebbiegħa sajf ħarifa xitwa
    earrach samhradh geimhreadh"""
)
