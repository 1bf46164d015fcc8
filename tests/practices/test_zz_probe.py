import time
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
pytestmark = pytest.mark.django_db
def test_probe(client, catalogue):
    for n in range(60):
        with CaptureQueriesContext(connection) as q:
            t=time.time(); r=client.get("/practices/?country=IT&page_size=1"); d=time.time()-t
        if n%10==0: print(r.status_code, round(d,2), len(q), sum(float(x["time"]) for x in q))
    top=sorted(q.captured_queries, key=lambda x:-float(x["time"]))[:6]
    for x in top: print(x["time"], x["sql"][:200])
    with connection.cursor() as c:
        c.execute("EXPLAIN (ANALYZE, BUFFERS) "+top[0]["sql"])
        for r in c.fetchall(): print(r[0][:180])
        c.execute("select relname,n_live_tup,n_dead_tup,last_autoanalyze,last_autovacuum,pg_relation_size(relid) from pg_stat_user_tables where relname like 'practices_%' order by 6 desc limit 14")
        for r in c.fetchall(): print(r)
