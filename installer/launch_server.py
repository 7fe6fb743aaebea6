"""Start of the bundled central server, which the bundled demo runs beside the desk."""

import sys

from server.cli import main

sys.exit(main())
