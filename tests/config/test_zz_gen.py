import sys, json, pytest
sys.path.insert(0, "/tmp/gen")
import rows
from django.db import connection, transaction
from tests.config.addresses_records import ROLES, world
from tests.practices.made_files import *
from tests.practices.reviews import scores
from tests.conftest import WRITES
import contextlib
@contextlib.contextmanager
def only_reading():
    def refuse(execute, sql, params, many, context):
        assert not sql.lstrip().upper().startswith(WRITES), f"a read wrote: {sql[:200]}"
        return execute(sql, params, many, context)
    with connection.execute_wrapper(refuse):
        yield
@pytest.mark.django_db
def test_gen():
    import time
    w = world()
    clients = {r: w.client(r) for r in ROLES}
    spent = []
    out = {}
    for name in ("CATALOGUE", "ACCOUNT", "DRAFT"):
        for pattern, address in getattr(rows, name + "_R"):
            st = []
            t0 = time.process_time()
            for role in ROLES:
                try:
                    with transaction.atomic():
                        client = w.client(role, address) if address.startswith("/api/") else clients[role]
                        with only_reading():
                            a = client.get(w.address(address)); a.getvalue(); st.append(a.status_code)
                        transaction.set_rollback(True)
                except BaseException as e:
                    st.append(repr(e)[:150])
            out[name, "R", pattern] = st
            spent.append((round(time.process_time()-t0,2), pattern))
            print(name, "R", pattern, st, flush=True)
        for pattern, what, address, body in getattr(rows, name + "_W"):
            if body == "SCORES publish":
                body = {"do": "publish", "version": "1"} | scores()
            body = {k: (picture() if v == "PDF" else v) for k, v in body.items()}
            st = []
            t0 = time.process_time()
            for role in ROLES:
                try:
                    with transaction.atomic():
                        client = w.client(role, address)
                        a = w.send(client, what.split()[0], address, body); a.getvalue(); st.append(a.status_code)
                        loc = a.headers.get("Location","")
                        if loc and role != "anonymous": st[-1] = (a.status_code)
                        if role == "officer of A": first = (loc, )
                        transaction.set_rollback(True)
                except BaseException as e:
                    st.append(repr(e)[:150])
            out[name, "W", pattern, what] = st
            spent.append((round(time.process_time()-t0,2), pattern+what))
            print(name, "W", pattern, what, st, first, flush=True)
    print("SPENT", sum(x for x,_ in spent), sorted(spent)[-25:])
    import pickle; pickle.dump(out, open("/tmp/gen/out.pickle","wb"))
