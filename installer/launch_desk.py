"""Start of the bundled desk, and of the process that decodes pictures for it."""

import sys

from desktop.pictures.frames import NAME

if sys.argv[1:] == [NAME]:
    # Without the rest of the program, which this process needs none of.
    from desktop.pictures.worker import serve

    sys.exit(serve())

from desktop.app import main

sys.exit(main())
