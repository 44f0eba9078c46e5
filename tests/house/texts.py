"""Short articles of our own, in several styles of quotation, some with marks that are missing."""

ARTICLES: dict[str, tuple[str, str]] = {
    "bridge": (
        "en",
        (
            "Harbour town closes its old bridge\n\n"
            "The mayor of Norham, Peter Lowe, said on Tuesday that the old bridge would close for a year.\n\n"
            "“It is no longer safe,” Anna Berg, the town’s engineer, told reporters. “We found cracks.”\n\n"
            "The builders denied that they had known of any crack. According to a report, the repair will cost £3m.\n"
        ),
    ),
    "strike": (
        "en",
        (
            "Drivers: ‘We will not move’\n"
            "Bus drivers in Norham announced a strike for 14 May, their union said last week.\n"
            "“Nobody listened to us,\n"
            "“and nobody will,” said Mary Ogden, who has driven for 20 years. She called on the company to talk.\n"
            "A spokesman rejected the claim that wages had fallen and said: “They rose every year since 2019.”\n"
        ),
    ),
    "open": (
        "en",
        (
            "School dinners under fire\n\n"
            "“The soup is cold, the bread is old, said one parent on Monday.\n\n"
            "“We cook every day, the caterer told the Norham Post. It is not true that anything is old.\n"
        ),
    ),
    "short": ("en", "Weather\n\nIt will rain tomorrow, forecasters said.\n"),
    "straight": (
        "en",
        (
            'Museum loses a painting\n\nThe museum confirmed the theft. "It was there at 6pm," its director, '
            'Joan Hill, wrote in a statement. "It was not there at 7." Police reportedly have two suspects.\n'
        ),
    ),
    "tunnel": (
        "fr",
        (
            "Le tunnel rouvrira en juin\n\n"
            "« Les travaux avancent », a assuré mardi le préfet, Luc Maronne, lors d’une conférence de presse.\n\n"
            "Selon lui, le tunnel rouvrira le 3 juin 2024. L’entreprise dément avoir pris du retard ; un syndicat affirme "
            "pourtant que « rien n’est prêt ».\n"
        ),
    ),
    "lait": (
        "fr",
        (
            "Le prix du lait baisse encore\n\n"
            "Les éleveurs réclament une réunion d’urgence. « On travaille à perte depuis l’an dernier, a déploré "
            "Jeanne Ferrand. Personne ne nous écoute. »\n\n"
            "Le ministre a rejeté les accusations selon lesquelles il aurait oublié les campagnes.\n"
        ),
    ),
    "ouvert": (
        "fr",
        (
            "Piscine fermée\n\n« L’eau est trop froide, a dit la mairie lundi.\n\n"
            "« Le chauffage sera réparé d’ici deux semaines. « Nous y veillons, a promis l’adjointe.\n"
        ),
    ),
    "rumeur": (
        "fr",
        (
            "Un rachat serait en cours\n\nLa société serait sur le point d’être vendue. D’après une source proche du "
            "dossier, le prix dépasserait 40 millions d’euros. — C’est faux, répond la direction.\n"
        ),
    ),
    "fi": ("fi", "Silta suljetaan\n\nKaupunki kertoi asiasta tiistaina. ”Silta ei ole turvallinen”, hän sanoi.\n"),
}
