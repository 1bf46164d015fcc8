"""Removes the databases of the embedded PostgreSQL: root's stand outside the project's folder."""

import sys

from config.embedded import Cluster
from config.embedded_programs import EmbeddedPostgresError


def main() -> None:
    """Stops and removes the clusters of this clone, unless somebody works with one of them."""
    for home in sorted(Cluster("demo").home.parent.glob("*")):
        Cluster(home.name).remove()


if __name__ == "__main__":
    try:
        main()
    except EmbeddedPostgresError as error:
        sys.exit(f"error: {error}")
