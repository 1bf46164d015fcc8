"""Removes what the project keeps outside its folder: the clusters of root's embedded PostgreSQL."""

import shutil

from config.embedded import Cluster


def main() -> None:
    """Stops and removes the clusters of this clone."""
    for name in ("demo", "test"):
        cluster = Cluster(name, scratch=True)
        cluster.acquire()
        cluster.release()
        shutil.rmtree(cluster.home, ignore_errors=True)
        shutil.rmtree(cluster.socket, ignore_errors=True)


if __name__ == "__main__":
    main()
