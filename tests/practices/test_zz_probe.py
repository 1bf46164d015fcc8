import time
import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
pytestmark = pytest.mark.django_db
def test_probe(client, catalogue):
    start=time.time(); last=0
    while time.time()-start<170:
        t=time.time(); client.get("/practices/?country=IT&page_size=1"); d=time.time()-t
        if time.time()-last>10:
            last=time.time(); reset_queries()
            with CaptureQueriesContext(connection) as q:
                client.get("/practices/?country=IT&page_size=1")
            top=sorted(q.captured_queries, key=lambda x:-float(x["time"]))[:3]
            print(round(time.time()-start), round(d,2), sum(float(x["time"]) for x in q), [x["time"] for x in top])
            if d>0.8: break
    for x in top: print(x["time"], x["sql"][:300])
    with connection.cursor() as c:
        for y in top[:1]:
            c.execute("EXPLAIN (ANALYZE, BUFFERS) "+y["sql"])
            for r in c.fetchall(): print(r[0][:200])
        c.execute("select relname,n_live_tup,n_dead_tup,last_autoanalyze,last_autovacuum,pg_relation_size(relid) from pg_stat_user_tables where relname like 'practices_%' order by 6 desc limit 8")
        for r in c.fetchall(): print(r)
