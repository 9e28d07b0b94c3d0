"""What is checked on each kind of device: the first version, to be changed at the desk."""

from django.db import migrations
from django.utils import timezone

# A check is (Dutch, English); a measurement adds its unit and its limits in thousandths.
ANY = [
    ("Buitenkant, snoer en stekker onbeschadigd", "Outside, cable and plug undamaged"),
    ("Werkt zoals de fabrikant voorschrijft", "Works as its maker prescribes"),
    ("Weerstand van de beschermingsleiding", "Resistance of the protective earth", "Ω", None, 300),
    ("Lekstroom van de behuizing", "Leakage current of the casing", "mA", None, 500),
]
OWN = {
    "autoclave": [
        ("Deurpakking schoon en heel", "Door seal clean and whole"),
        ("Filters vervangen", "Filters replaced"),
        ("Waterreservoir schoon", "Water tank clean"),
        ("Vacuümtest geslaagd", "Vacuum test passed"),
        ("Helixtest geslaagd", "Helix test passed"),
        ("Temperatuur op het plateau", "Temperature on the plateau", "°C", 134_000, 137_000),
        ("Druk op het plateau", "Pressure on the plateau", "bar", 2_040, 2_300),
        ("Geleidbaarheid van het voedingswater", "Conductivity of the feed water", "µS/cm", None, 15_000),
    ],
    "washer-disinfector": [
        ("Sproeiarmen draaien vrij", "Spray arms turn freely"),
        ("Zeef en deurpakking schoon", "Sieve and door seal clean"),
        ("Eiwittest geslaagd", "Protein test passed"),
        ("Temperatuur van de desinfectie", "Temperature of the disinfection", "°C", 90_000, 95_000),
        ("Dosering van het reinigingsmiddel", "Dose of the detergent", "ml", 15_000, 60_000),
    ],
    "treatment-unit": [
        ("Stoel beweegt in alle standen", "Chair moves to every position"),
        ("Noodstop werkt", "Emergency stop works"),
        ("Slangen en koppelingen dicht", "Hoses and couplings tight"),
        ("Terugslagkleppen werken", "Anti-retraction valves work"),
        ("Waterleidingen behandeld", "Water lines treated"),
        ("Luchtdruk bij de unit", "Air pressure at the unit", "bar", 5_000, 6_500),
        ("Waterdruk bij de unit", "Water pressure at the unit", "bar", 2_000, 3_500),
        ("Verlichtingssterkte van de lamp", "Illuminance of the light", "lx", 15_000_000, None),
    ],
    "compressor": [
        ("Aanzuigfilter vervangen", "Intake filter replaced"),
        ("Ketel afgetapt en droog", "Tank drained and dry"),
        ("Veiligheidsventiel werkt", "Safety valve works"),
        ("Inschakeldruk", "Cut-in pressure", "bar", 5_500, 6_500),
        ("Uitschakeldruk", "Cut-out pressure", "bar", 7_000, 8_000),
        ("Vultijd van de ketel", "Time to fill the tank", "s", None, 180_000),
    ],
    "suction": [
        ("Filters en zeven schoon", "Filters and sieves clean"),
        ("Afvoer loopt vrij", "Drain runs freely"),
        ("Geluid en trillingen normaal", "Sound and vibration normal"),
        ("Onderdruk", "Vacuum", "mbar", 120_000, 200_000),
        ("Zuigcapaciteit", "Suction flow", "l/min", 250_000, None),
    ],
    "amalgam-separator": [
        ("Opvangbak geleegd of vervangen", "Collecting tank emptied or replaced"),
        ("Niveaumelding werkt", "Level warning works"),
        ("Vulling van de opvangbak", "Filling of the collecting tank", "%", None, 95_000),
    ],
    "xray-unit": [
        ("Arm blijft in elke stand staan", "Arm stays in every position"),
        ("Waarschuwingslampje en -geluid werken", "Warning light and sound work"),
        ("Handschakelaar en snoer heel", "Hand switch and cable whole"),
        ("Buisspanning", "Tube voltage", "kV", 57_000, 73_000),
        ("Afwijking van de belichtingstijd", "Deviation of the exposure time", "%", None, 10_000),
    ],
    "sealer": [
        ("Verwarmingsband en aandrukrol schoon", "Heating band and pressure roller clean"),
        ("Sealtest geslaagd", "Seal test passed"),
        ("Temperatuur van de sealbalk", "Temperature of the sealing bar", "°C", 170_000, 200_000),
        ("Breedte van de sealnaad", "Width of the seal", "mm", 6_000, None),
    ],
    "handpiece": [
        ("Lagers lopen stil", "Bearings run silently"),
        ("Spantang houdt de boor vast", "Chuck holds the bur"),
        ("Spray en licht werken", "Spray and light work"),
        ("Trekkracht van de spantang", "Pull-out force of the chuck", "N", 22_000, None),
    ],
    "curing-lamp": [
        ("Lichtgeleider heel en schoon", "Light guide whole and clean"),
        ("Accu houdt zijn lading", "Battery holds its charge"),
        ("Lichtintensiteit", "Light intensity", "mW/cm²", 800_000, 2_000_000),
    ],
}


def sow(apps, schema_editor):
    checklists = apps.get_model("service", "Checklist")
    items = apps.get_model("service", "ChecklistItem")
    for kind in apps.get_model("devices", "DeviceKind").objects.all():
        checklist = checklists.objects.create(kind=kind, version=1, published_at=timezone.now())
        for position, line in enumerate(OWN.get(kind.code, []) + ANY, start=1):
            label, label_en, *measured = line
            unit, lowest, highest = measured or ("", None, None)
            items.objects.create(
                checklist=checklist,
                position=position * 10,
                label=label,
                label_en=label_en,
                kind="measurement" if measured else "check",
                unit=unit,
                min_e3=lowest,
                max_e3=highest,
            )


class Migration(migrations.Migration):
    replaces = [
        ("service", "0003_first_checklists"),
    ]
    dependencies = [("service", "0001_tables"), ("devices", "0002_kinds_of_devices")]

    operations = [migrations.RunPython(sow, migrations.RunPython.noop)]
