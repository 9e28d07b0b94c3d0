"""Which reports an inspector asks for, by kind of device."""

from django.db import migrations

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


def say(apps, schema_editor):
    kinds = apps.get_model("devices", "DeviceKind")
    for need, codes in NEEDS.items():
        kinds.objects.filter(code__in=codes).update(**{need: True})


class Migration(migrations.Migration):
    dependencies = [("devices", "0005_which_reports_a_kind_needs")]

    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
