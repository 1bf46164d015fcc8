"""A process of the site on its own: reads the addresses of searches, line by line, and says what it answers.

usage: python -m tests.practices.asker DATABASE
"""

import json
import os
import sys
from urllib.parse import urlsplit, urlunsplit


def main(database: str) -> None:
    """Answers until nobody asks any more."""
    address = urlsplit(os.environ["DATABASE_URL"])
    path = f"{address.path.rpartition('/')[0]}/{database}"
    os.environ["DATABASE_URL"] = urlunsplit(address._replace(path=path))
    import django

    django.setup()

    from practices.search import follow_the_database
    from tests.practices.asking import answer_to, counts

    follow_the_database()
    for line in sys.stdin:
        answer = answer_to(line.strip())
        said = {"by": type(answer).__name__, "count": answer.count, "facets": counts(answer)}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
