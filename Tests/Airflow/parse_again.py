"""Has Airflow read a DAG file again and again, as its DAG processor does.

Prints how many versions of its DAG there are after the first reading, after all, and after one more of another text.
Usage: parse_again.py FILE COUNT SOURCE, where SOURCE has the other text.
"""

import importlib
import logging
import os
import shutil
import sys

logging.disable(logging.WARNING)
file, count = sys.argv[1], int(sys.argv[2])

from airflow.dag_processing.dagbag import DagBag, sync_bag_to_db  # noqa: E402
from airflow.models.dag_version import DagVersion  # noqa: E402
from airflow.utils.session import create_session  # noqa: E402
from sqlalchemy import func, select  # noqa: E402


def read():
    importlib.invalidate_caches()
    bag = DagBag(dag_folder=file, bundle_path=os.path.dirname(file), bundle_name="dags-folder")
    if bag.import_errors or len(bag.dags) != 1:
        raise SystemExit(f"{len(bag.dags)} DAGs; {bag.import_errors}")
    sync_bag_to_db(bag, bundle_name="dags-folder", bundle_version=None)
    dag_id = next(iter(bag.dags))
    with create_session() as session:
        return session.scalar(select(func.count()).select_from(DagVersion).where(DagVersion.dag_id == dag_id))


first = read()
for number in range(1, count):
    os.utime(file)
    last = read()
print(first)
print(last)
shutil.copyfile(sys.argv[3], file)
print(read())
