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
    w = world()
    out = {}
    for name in ("CATALOGUE", "ACCOUNT", "DRAFT"):
        for pattern, address in getattr(rows, name + "_R"):
            st = []
            for role in ROLES:
                try:
                    with transaction.atomic():
                        client = w.client(role, address)
                        with only_reading():
                            a = client.get(w.address(address)); a.getvalue(); st.append(a.status_code)
                        transaction.set_rollback(True)
                except Exception as e:
                    st.append(repr(e)[:150])
            out[name, "R", pattern] = st
            print(name, "R", pattern, st, flush=True)
        for pattern, what, address, body in getattr(rows, name + "_W"):
            if body == "SCORES publish":
                body = {"do": "publish", "version": "1"} | scores()
            body = {k: (picture() if v == "PDF" else v) for k, v in body.items()}
            st = []
            for role in ROLES:
                try:
                    with transaction.atomic():
                        client = w.client(role, address)
                        a = w.send(client, what.split()[0], address, body); a.getvalue(); st.append(a.status_code)
                        loc = a.headers.get("Location","")
                        if loc and role != "anonymous": st[-1] = (a.status_code)
                        if role == "officer of A": first = (loc, )
                        transaction.set_rollback(True)
                except Exception as e:
                    st.append(repr(e)[:150])
            out[name, "W", pattern, what] = st
            print(name, "W", pattern, what, st, first, flush=True)
    import pickle; pickle.dump(out, open("/tmp/gen/out.pickle","wb"))
