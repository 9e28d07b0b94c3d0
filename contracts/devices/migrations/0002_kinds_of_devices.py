"""The kinds of devices that stand in a dental practice, and which reports an inspector asks for."""

from django.db import migrations

# Code, Dutch, English, and whether it can hold data of patients.
KINDS = [
    ("treatment-unit", "behandelunit", "treatment unit", False),
    ("autoclave", "autoclaaf", "autoclave", False),
    ("washer-disinfector", "thermodesinfector", "washer-disinfector", False),
    ("ultrasonic-cleaner", "ultrasoonbad", "ultrasonic cleaner", False),
    ("sealer", "sealapparaat", "sealing device", False),
    ("compressor", "compressor", "compressor", False),
    ("suction", "afzuigmotor", "suction motor", False),
    ("amalgam-separator", "amalgaamafscheider", "amalgam separator", False),
    ("water-treatment", "waterbehandeling", "water treatment", False),
    ("xray-unit", "röntgentoestel", "X-ray unit", False),
    ("xray-sensor", "röntgensensor", "X-ray sensor", True),
    ("plate-scanner", "fosforplaatscanner", "phosphor plate scanner", True),
    ("opg-cbct", "OPG of CBCT", "OPG or CBCT", True),
    ("intra-oral-scanner", "intra-orale scanner", "intra-oral scanner", True),
    ("intra-oral-camera", "intra-orale camera", "intra-oral camera", True),
    ("workstation", "werkstation", "workstation", True),
    ("micromotor", "micromotor", "micromotor", False),
    ("handpiece", "hand- of hoekstuk", "handpiece", False),
    ("turbine", "turbine", "air turbine", False),
    ("coupling", "koppeling", "coupling", False),
    ("scaler", "scaler", "scaler", False),
    ("air-polisher", "poederstraler", "air polisher", False),
    ("curing-lamp", "polymerisatielamp", "curing lamp", False),
    ("operating-light", "operatielamp", "operating light", False),
    ("apex-locator", "apexlocator", "apex locator", False),
    ("endo-motor", "endomotor", "endodontic motor", False),
    ("implant-motor", "implantatiemotor", "implant motor", False),
    ("other", "ander apparaat", "other device", False),
]

NEEDS = {
    "needs_validation": ["autoclave"],
    "needs_xray_control": ["xray-unit", "xray-sensor", "plate-scanner", "opg-cbct"],
    "needs_electrical_check": [
        "treatment-unit",
        "autoclave",
        "washer-disinfector",
        "ultrasonic-cleaner",
        "sealer",
        "compressor",
        "suction",
        "xray-unit",
        "opg-cbct",
        "intra-oral-scanner",
        "workstation",
        "scaler",
        "air-polisher",
        "curing-lamp",
        "operating-light",
        "endo-motor",
        "implant-motor",
    ],
}


def sow(apps, schema_editor):
    """Every kind in its order, with what it needs; whoever keeps them up changes them at the desk."""
    kinds = apps.get_model("devices", "DeviceKind")
    kinds.objects.bulk_create(
        kinds(
            code=code,
            name=name,
            name_en=name_en,
            has_storage=has_storage,
            position=position * 10,
            **{need: code in codes for need, codes in NEEDS.items()},
        )
        for position, (code, name, name_en, has_storage) in enumerate(KINDS, start=1)
    )


class Migration(migrations.Migration):
    replaces = [
        ("devices", "0004_kinds_of_devices"),
        ("devices", "0006_reports_that_kinds_need"),
    ]
    dependencies = [("devices", "0001_tables")]

    operations = [migrations.RunPython(sow, migrations.RunPython.noop)]
