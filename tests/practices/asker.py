"""A process of the site on its own: reads the addresses of searches, line by line, and says what it answers."""

import json
import os
import sys
from urllib.parse import urlsplit, urlunsplit


def address_of(database: str) -> dict[str, str]:
    """The environment of a process that works on a database of the tests' server."""
    address = urlsplit(os.environ["DATABASE_URL"])
    path = f"{address.path.rpartition('/')[0]}/{database}"
    return os.environ | {"DATABASE_URL": urlunsplit(address._replace(path=path))}


def main() -> None:
    """Answers until nobody asks any more."""
    import django  # only here: the tests have their own

    django.setup()
    from practices.search import follow_the_database
    from tests.practices.asking import answer_to, counts

    follow_the_database()
    for line in sys.stdin:
        answer = answer_to(line.strip())
        said = {"by": type(answer).__name__, "count": answer.count, "facets": counts(answer)}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
