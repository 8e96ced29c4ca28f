"""`./escale bench`."""

import sys

from escale.operations.bench.runner import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
