"""`python -m d4d.simulator --port 8001 --data var/simulator`"""

import signal
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from d4d.simulator.server import serve


def arguments() -> ArgumentParser:
    """What may be said when the simulator is started."""
    parser = ArgumentParser(prog="simulator", description="The outside world of the shop on one port.")
    parser.add_argument("--port", type=int, default=8001, help="0 takes any free port")
    parser.add_argument("--mailbox-port", type=int, default=8143, help="where the shop reads its mail (IMAP)")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", type=Path, default=Path("var/simulator"), help="folder of its memory")
    parser.add_argument("--speed", type=float, default=1.0, help="how fast parcels travel; 0: by hand only")
    parser.add_argument("--public-url", default="", help="where a browser finds the simulator, if elsewhere")
    parser.add_argument("--shop-url", default="", help="where a browser finds the shop")
    return parser


def main(options: Namespace) -> None:
    """Serve until a signal to stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve(
            options.host,
            options.port,
            mailbox_port=options.mailbox_port,
            data=options.data,
            speed=options.speed,
            public_url=options.public_url,
            shop_url=options.shop_url,
        )
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main(arguments().parse_args())
