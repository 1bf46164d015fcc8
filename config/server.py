"""gunicorn's settings, the same wherever the site is served: `gunicorn config.wsgi --config python:config.server`."""

from typing import Any

# A hand-picked list stands in its address, up to a hundred fact sheets of it; gunicorn takes no longer line than this.
limit_request_line = 8190
# An export takes about a millisecond a fact sheet, however slowly it is read. A statement has a limit of its own.
timeout = 600
# The site writes a line for each request itself. Should gunicorn's be switched on as well, it tells neither the
# address, which may hold a key, nor the page that was read before it, nor who reads.
access_log_format = '%(t)s "%(m)s %(H)s" %(s)s %(B)s %(L)s'


def post_worker_init(_worker: Any) -> None:
    """gunicorn calls this in each new worker: it begins to build its bitmaps before the first request."""
    from practices.search import prepare  # only now, when the apps are ready

    prepare()
