"""The tables as hand-written SQL over the Parquet file: what nothing that uses DuckDB can beat by much."""

import sys

import duckdb
from again import again

SQL = {
    "T1": "SELECT q1, q2, COUNT(*) FROM '{path}' GROUP BY q1, q2",
    "T2": "SELECT q1, q2, COUNT(*), SUM(weight) FROM '{path}' GROUP BY q1, q2",
    "T3": """
        WITH cases AS (SELECT q3, income AS x, weight AS w FROM '{path}' WHERE q3 > 0),
        run AS (SELECT q3, x, SUM(w) OVER (PARTITION BY q3 ORDER BY x ROWS UNBOUNDED PRECEDING) AS c FROM cases),
        whole AS (SELECT q3, COUNT(*) AS n, SUM(w) AS t, SUM(w * x) / SUM(w) AS m, SUM(w * x * x) / SUM(w) AS s
                  FROM cases GROUP BY q3)
        SELECT q3, ANY_VALUE(m), ANY_VALUE(SQRT((s - m * m) * n / (n - 1))), MIN(CASE WHEN c >= t / 2 THEN x END)
        FROM run JOIN whole USING (q3) GROUP BY q3""",
    "T4": """
        WITH sums AS (SELECT stratum, cluster, q3, SUM(weight) AS w, SUM(weight * income) AS wx FROM '{path}'
                      WHERE q3 > 0 GROUP BY stratum, cluster, q3),
        means AS (SELECT q3, SUM(w) AS t, SUM(wx) / SUM(w) AS m FROM sums GROUP BY q3),
        drawn AS (SELECT stratum, COUNT(DISTINCT cluster) AS n FROM sums GROUP BY stratum),
        off AS (SELECT q3, stratum, SUM((wx - m * w) / t) AS z, SUM(((wx - m * w) / t) ** 2) AS zz
                FROM sums JOIN means USING (q3) GROUP BY q3, stratum),
        spread AS (SELECT q3, SUM(n / (n - 1) * (zz - z * z / n)) AS v FROM off JOIN drawn USING (stratum) GROUP BY q3)
        SELECT q3, m, SQRT(v) FROM means JOIN spread USING (q3)""",
}
table, path, times = sys.argv[1:]
database = duckdb.connect()
again(lambda: database.execute(SQL[table].format(path=path)).fetchall(), int(times))
