"""Pictures of goods, drawn here: one quiet drawing per family, its accent from the article number.

Every drawing stands on 160 × 120, has no ids and no styles, and reads on white and on dark.
"""

from hashlib import sha256
from string import Template

ACCENTS = ("#1f8a9b", "#c8643a", "#4f7fc4", "#3f9a68", "#b0567f", "#8a6fc0", "#c2912e", "#5c8fa3")
INKS = {"line": "#55707c", "body": "#f1f6f7", "shade": "#cddbe0", "deep": "#8ba3ad", "glass": "#b9dbe3"}

_FRAME = Template(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120" fill="none" stroke="$line" '
    'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">$shapes</svg>'
)

_SHAPES = {
    "handpiece": """
        <path fill="$body" d="M24 98 86 46q5-4 10 0l4 5q3 5-2 9L38 114q-4 3-8-1l-6-7q-3-4 0-8Z"/>
        <path fill="$shade" d="m24 98 14-12 16 17-16 11q-4 3-8-1l-6-7q-3-4 0-8Z"/>
        <path stroke="$accent" stroke-width="4" d="m60 69 14 15"/>
        <path fill="$body" d="m92 44 22-16q5-3 10 0l4 4q3 4-1 8l-23 17Z"/>
        <path fill="$deep" d="m119 27 9-5 9 10-5 8-6 1-8-9Z"/>
        <path d="m131 40 6 9M44 91l42-36"/>""",
    "turbine": """
        <path fill="$body" d="M20 96 90 48q6-4 10 1l2 4q3 6-3 10L32 112q-5 3-8-2l-5-7q-2-4 1-7Z"/>
        <path fill="$shade" d="m20 96 12-8 13 16-13 8q-5 3-8-2l-5-7q-2-4 1-7Z"/>
        <path d="m52 77 10 13m-3-18 10 13m-3-18 10 13"/>
        <path fill="$body" d="m94 47 20-14 10 12-20 14Z"/>
        <circle cx="125" cy="32" r="13" fill="$body"/><circle cx="125" cy="32" r="6" fill="$accent"/>
        <path stroke-width="3" d="m132 43 6 12"/>
        <path stroke="$accent" stroke-dasharray="1 5" d="m118 52 16 16"/>""",
    "motor": """
        <path fill="$body" d="M36 44h62q6 0 6 6v20q0 6-6 6H36Z"/><path fill="$shade" d="M36 44h20v32H36Z"/>
        <path fill="$body" d="M104 50h16v20h-16Z"/><path fill="$deep" d="M120 54h12v12h-12Z"/>
        <path stroke="$accent" stroke-width="4" d="M66 46v28"/>
        <path d="M36 60q-20 0-20 16t16 18 6 12M132 60h8"/>""",
    "scaler": """
        <path fill="$body" d="M26 104q-6-6 0-12l58-50 12 12-50 58q-7 6-14-1Z"/>
        <path fill="$shade" d="m26 104 20-20 10 12-10 12q-7 6-14 1Z"/>
        <path stroke="$accent" stroke-width="4" d="m64 62 12 13"/>
        <path d="M90 48q20-14 26-22 5-6 10-4t-2 10"/>
        <path stroke="$accent" d="m132 18 6-6m-2 16 9-2M122 12l1-8"/>
        <path d="M28 108q-12 2-14 10"/>""",
    "curing_lamp": """
        <path fill="$body" d="M66 58h30l-4 48q0 6-6 6H74q-6 0-6-6Z"/>
        <path fill="$shade" d="M67 82h28l-2 24q0 6-6 6H74q-6 0-6-6Z"/>
        <path fill="$body" d="M58 38q0-8 8-8h34q8 0 8 8v12q0 8-8 8H66q-8 0-8-8Z"/>
        <path fill="$deep" d="M58 38 38 30q-6-2-8 3t4 8l24 8Z"/>
        <path stroke="$accent" stroke-width="3" d="m27 46-8 12m14-9-3 14M20 38 8 42"/>
        <path fill="$accent" stroke="none" d="M76 66h10v8H76Z"/><path d="M68 38h26M68 46h16"/>""",
    "autoclave": """
        <rect x="22" y="22" width="116" height="80" rx="8" fill="$body"/><path d="M34 102v8m92-8v8"/>
        <circle cx="66" cy="62" r="30" fill="$shade"/><circle cx="66" cy="62" r="21" fill="$body"/>
        <path d="M48 56h36M46 64h40M50 72h32"/><path stroke-width="4" d="M96 54v16"/>
        <rect x="106" y="34" width="22" height="14" rx="2" fill="$accent" stroke="none"/>
        <path stroke="$body" d="M110 41h14"/><circle cx="112" cy="62" r="3" fill="$deep"/>
        <circle cx="123" cy="62" r="3" fill="$deep"/><path d="M108 76h18m-18 8h18"/>""",
    "suction": """
        <rect x="38" y="46" width="84" height="58" rx="8" fill="$body"/><path d="M48 104v8m64-8v8"/>
        <rect x="52" y="20" width="36" height="26" rx="4" fill="$glass"/><path d="M52 34h36"/>
        <path fill="$deep" d="M60 12h20v8H60Z"/>
        <path d="M88 28h22q12 0 12 12v6M122 62q22 0 22 20 0 16-14 20"/>
        <circle cx="66" cy="74" r="16" fill="$shade"/><path d="M66 58v32M50 74h32m-27-11 22 22m0-22-22 22"/>
        <path stroke="$accent" stroke-width="4" d="M98 66h14m-14 10h14"/>""",
    "xray": """
        <path d="M16 20h34M16 12v18"/><path fill="$shade" d="m50 14 44 10-2 10-44-8Z"/>
        <path fill="$shade" d="m90 26 10 2-6 34-9-2Z"/><circle cx="94" cy="28" r="6" fill="$body"/>
        <rect x="64" y="54" width="52" height="34" rx="10" fill="$body"/>
        <path fill="$deep" d="M70 86h24v22q0 4-4 4H74q-4 0-4-4Z"/>
        <path fill="$accent" d="M70 104h24v4q0 4-4 4H74q-4 0-4-4Z"/>
        <circle cx="104" cy="71" r="5" fill="$accent" stroke="none"/><path d="M74 66h16m-16 8h12"/>""",
    "sensor": """
        <rect x="30" y="20" width="44" height="58" rx="10" fill="$body"/>
        <rect x="37" y="27" width="30" height="44" rx="5" fill="$shade"/>
        <path fill="$body" d="M46 38q6-5 12 0c4 4 1 10 0 14s-3 8-4 4-3-4-4 0-4 0-4-4-4-10 0-14Z"/>
        <path d="M52 78v8q0 16 18 16h30"/><rect x="100" y="92" width="26" height="20" rx="4" fill="$deep"/>
        <path fill="$shade" d="M126 96h14v12h-14Z"/><path stroke="$accent" stroke-width="4" d="M108 98v8"/>
        <path stroke="$accent" d="M88 36q8 12 0 26m10-32q14 18 0 38"/>""",
    "unit": """
        <path fill="$shade" d="M26 112h74l-6-10H34Z"/><path fill="$body" d="M54 102h18l4-22H50Z"/>
        <path fill="$accent" d="M18 70q-6-2-4-8t9-3l57 11h40q7 0 7 6t-7 6H74q-30 0-56-12Z"/>
        <path fill="$accent" d="m14 62-6-30q-1-6 5-7t7 5l8 32Z"/>
        <path fill="$body" d="m10 28-2-10q0-5 5-6t6 4l2 10Z"/>
        <path d="M112 70V28q0-8-8-8H84"/><path fill="$body" d="m74 14 12 2v12l-16 4-6-10Z"/>
        <path fill="$body" d="M112 44h38v10h-38Z"/><path d="M120 54v10m9-10v12m9-12v10"/>""",
    "chair": """
        <path d="M80 92v16M52 112h56M80 104l-22 8m22-8 22 8"/><path fill="$shade" d="M72 78h16v16H72Z"/>
        <path fill="$accent" d="M42 68q0-8 8-8h60q8 0 8 8t-8 10H50q-8-2-8-10Z"/>
        <path fill="$body" d="M62 18q18-8 36 0 6 2 5 9l-3 15q-1 6-7 6H67q-6 0-7-6l-3-15q-1-7 5-9Z"/>
        <path stroke-width="4" d="M80 48v12"/><circle cx="58" cy="114" r="3" fill="$deep"/>
        <circle cx="102" cy="114" r="3" fill="$deep"/>""",
    "gloves": """
        <path fill="$accent" d="M58 112V82L40 62q-4-5 0-8t9 1l13 12V24q0-6 5-6t5 6v30-38q0-6 5-6t5
        6v38-34q0-6 5-6t5 6v36-26q0-5 5-5t5 5v50q0 14-6 22v16Z"/>
        <path fill="$body" d="M54 102h47v16H54Z"/><path stroke="$body" d="M72 54v14m10-14v14m10-12v12"/>""",
    "mask": """
        <path fill="$body" d="M40 44q40-20 80 0v32q-18 26-40 26T40 76Z"/>
        <path stroke="$accent" stroke-width="3" d="M46 56q34-10 68 0M46 68q34-8 68 0M50 80q30-6 60 0"/>
        <path d="M40 48Q14 46 18 66t24 14m78-32q26-2 22 18t-24 14"/>
        <path stroke-width="4" d="M66 40q14-4 28 0"/>""",
    "goggles": """
        <path fill="$glass" d="M24 46q56-14 112 0l-4 26q-3 16-20 16-16 0-24-14-3-5-8-5t-8 5q-8 14-24
        14-17 0-20-16Z"/>
        <path stroke="$accent" stroke-width="5" d="M24 46q56-14 112 0"/>
        <path d="m24 46-12 8 2 16M136 46l12 8-2 16"/>
        <path stroke="$body" d="m40 58 10 16m50-16 10 16"/>""",
    "syringe": """
        <path fill="$shade" d="m30 26 60 52-10 12-60-52Z"/>
        <path fill="$body" d="m46 40 46 40-12 12-46-40Z"/>
        <path fill="$accent" d="m60 52 32 28-12 12-32-28Z"/><path d="m18 30 16-14M10 38l16 4M38 30 24 46"/>
        <path fill="$body" d="m92 80 12 10-12 12-12-10Z"/>
        <path fill="$deep" d="m104 90 30 14q4 2 3 5t-6 2l-32-8Z"/>
        <path d="m58 50-6 7m14 0-6 7m14 0-6 7"/>""",
    "cartridge": """
        <rect x="40" y="34" width="32" height="62" rx="6" fill="$body"/>
        <rect x="72" y="34" width="32" height="62" rx="6" fill="$shade"/>
        <path fill="$accent" d="M40 58h64v22H40Z"/><path stroke="$body" d="M50 66h30m-30 7h20"/>
        <path fill="$deep" d="M56 34V24h32v10"/><path fill="$glass" d="M62 24 70 6h4l8 18Z"/>
        <path d="m66 18 10-2m-11 6 14-3"/>
        <path d="M46 96v8h20v-8m12 0v8h20v-8"/>""",
    "bottle": """
        <path fill="$body" d="M54 48q0-10 12-12h28q12 2 12 12v56q0 8-8 8H62q-8 0-8-8Z"/>
        <path fill="$shade" d="M68 24h24v12H68Z"/><path fill="$accent" d="M64 8h32v16H64Z"/>
        <path fill="$accent" d="M54 60h52v34H54Z"/>
        <path fill="$body" stroke="none" d="M80 66q9 10 9 16t-9 6-9 0 9-22Z"/>
        <circle cx="80" cy="80" r="7" fill="$body" stroke="none"/>""",
    "spray": """
        <path fill="$body" d="M60 56q0-6 6-9l6-5V30h16v12l6 5q6 3 6 9v48q0 8-8 8H68q-8 0-8-8Z"/>
        <path fill="$accent" d="M62 10h32q6 0 6 6v6H88v8H72v-8H58Z"/><path d="M72 22q-10 4-10 16"/>
        <path fill="$accent" d="M60 66h40v26H60Z"/><path stroke="$body" d="M68 75h24m-24 8h16"/>
        <path stroke="$accent" d="M48 14 34 8m14 10-18 1m18 3-13 8"/>""",
    "wipes": """
        <path fill="$body" d="M46 40h68v60q0 12-34 12t-34-12Z"/>
        <ellipse cx="80" cy="40" rx="34" ry="11" fill="$shade"/>
        <path fill="$body" d="M70 40q-6-22 8-32 2 10 12 8 12-2 4 24-12 5-24 0Z"/>
        <path fill="$accent" d="M46 60q34 12 68 0v28q-34 12-68 0Z"/>
        <path stroke="$body" d="M62 76q18 5 36 0m-30 9q12 3 24 0"/>""",
    "burs": """
        <rect x="26" y="80" width="108" height="26" rx="6" fill="$body"/>
        <path fill="$accent" d="M26 92h108v8q0 6-6 6H32q-6 0-6-6Z"/>
        <path stroke-width="3" d="M44 80V42m24 38V42m24 38V42m24 38V42"/>
        <circle cx="44" cy="32" r="9" fill="$deep"/><path fill="$deep" d="M60 42V18q8-6 16 0v24Z"/>
        <path fill="$deep" d="m84 42 4-26q4-6 8 0l4 26Z"/>
        <path fill="$deep" d="M106 36q0-14 10-14t10 14-10 8-10-8Z"/>
        <path stroke="$shade" stroke-dasharray="1 4" d="M40 32h8m17-6h6m-6 8h6m17 0h8m16 0h8"/>""",
    "files": """
        <path d="M36 54v52m22-52v52m22-52v52m22-52v52m22-52v52"/>
        <g fill="$accent"><rect x="29" y="22" width="14" height="32" rx="5"/>
        <rect x="73" y="22" width="14" height="32" rx="5"/>
        <rect x="117" y="22" width="14" height="32" rx="5"/></g><g fill="$shade">
        <rect x="51" y="22" width="14" height="32" rx="5"/>
        <rect x="95" y="22" width="14" height="32" rx="5"/></g>
        <path d="m33 70 6 4m-6 4 6 4m-6 4 6 4m16-20 6 4m-6 4 6 4m-6 4 6 4m16-20 6 4m-6 4 6 4m-6 4 6
        4m16-20 6 4m-6 4 6 4m16-12 6 4m-6 4 6 4"/>""",
    "mirror": """
        <circle cx="112" cy="34" r="20" fill="$glass"/><circle cx="112" cy="34" r="14" fill="$body"/>
        <path stroke="$accent" stroke-width="3" d="M98 48 74 70"/>
        <path stroke-width="7" stroke="$deep" d="m74 70-44 38"/>
        <path stroke="$body" d="m66 77-5-6m-3 13-5-6m-3 13-5-6"/>
        <path stroke="$deep" stroke-width="5" d="M22 76 66 30"/>
        <path d="M66 30q12-12 18-8t-2 8"/><path d="m106 30 6-6m-4 14 12-12"/>""",
    "forceps": """
        <path fill="$shade" d="M62 50q-26 20-30 58h10q6-30 34-50Z"/>
        <path fill="$shade" d="M98 50q26 20 30 58h-10q-6-30-34-50Z"/>
        <path fill="$body" d="M84 58Q60 40 70 12q4-4 6 0-2 22 16 40Z"/>
        <path fill="$body" d="M76 58q24-18 14-46-4-4-6 0 2 22-16 40Z"/>
        <circle cx="80" cy="54" r="7" fill="$accent"/>""",
    "tray": """
        <path fill="$accent" d="M30 40q0-24 50-24t50 24q4 36-12 52-8 6-14-2-6-10-2-32-2-14-22-14T58
        58q4 22-2 32-6 8-14 2-16-16-12-52Z"/>
        <path fill="$body" d="M40 42q2-14 40-14t40 14q2 28-8 40-2-30-8-36-8-8-24-8t-24 8q-6 6-8
        36-10-12-8-40Z"/>
        <path fill="$shade" d="M72 44h16v52q0 8-8 8t-8-8Z"/>
        <g fill="$accent" stroke="none"><circle cx="52" cy="40" r="2"/><circle cx="66" cy="34" r="2"/>
        <circle cx="94" cy="34" r="2"/><circle cx="108" cy="40" r="2"/></g>""",
    "brush": """
        <path fill="$body" d="M28 88 96 46l8 12-66 44q-6 4-10-2t0-12Z"/>
        <path fill="$accent" d="m28 88 30-18 8 13-28 19q-6 4-10-2t0-12Z"/>
        <path fill="$shade" d="m96 46 30-18q4-2 7 2t-1 8l-28 20Z"/>
        <path stroke="$accent" stroke-width="3" d="m100 42-8-12m14 8-8-12m14 8-8-12m14 8-8-12"/>""",
    "needle": """
        <path fill="$accent" d="M34 74 48 60l22 22-14 14q-6 4-11 0L34 85q-4-6 0-11Z"/>
        <path fill="$body" d="m60 72 10-10 8 8-10 10Z"/>
        <path stroke-width="3" d="m74 66 44-44"/><path d="m118 22 8-10"/>
        <path fill="$glass" d="m82 84 44-40q6-5 11 0t0 11L96 98q-6 5-12 0t-2-14Z"/><path d="m98 84
        22-20"/>""",
    "box": """
        <path fill="$body" d="m80 14 52 22v48l-52 24-52-24V36Z"/>
        <path fill="$shade" d="m80 58 52-22v48l-52 24Z"/>
        <path d="m28 36 52 22v50"/><path fill="$accent" d="m54 25 52 22v16l-10 4V51L44 29Z"/>
        <path d="m40 78 22 10m-22-2 14 6"/>""",
    "pouch": """
        <path fill="$glass" d="M42 14h76v92H42Z"/><path fill="$body" d="M42 14h76v16H42Z"/>
        <path stroke="$accent" stroke-width="3" d="M48 36v64m64-64v64M48 100h64"/>
        <path d="m66 46 22 40m-2-42-22 44"/><circle cx="64" cy="90" r="5" fill="$shade"/>
        <circle cx="90" cy="90" r="5" fill="$shade"/>
        <path fill="$accent" stroke="none" d="M52 19h14v6H52Z"/>""",
    "camera": """
        <path fill="$body" d="m20 92 74-46 10 16-74 46q-6 3-10-3l-3-6q-2-4 3-7Z"/>
        <path fill="$shade" d="m94 46 30-20q6-3 10 3l3 5q2 6-3 9l-30 19Z"/>
        <circle cx="123" cy="38" r="8" fill="$accent"/><circle cx="123" cy="38" r="3" fill="$body"/>
        <path d="m52 84 8 12M16 100q-10 8-6 16"/>
        <path stroke="$accent" d="m140 20 8-6m-4 20 10-1M128 14l2-9"/>""",
}


def families() -> tuple[str, ...]:
    """Every kind of goods that can be drawn."""
    return tuple(_SHAPES)


def draw(family: str, seed: str) -> str:
    """The picture of an article as SVG: its family's drawing in the article's own accent."""
    accent = ACCENTS[sha256(seed.encode()).digest()[0] % len(ACCENTS)]
    shapes = Template(_SHAPES.get(family, _SHAPES["box"])).substitute(INKS, accent=accent)
    return _FRAME.substitute(line=INKS["line"], shapes=" ".join(shapes.split()))
