"""One case of the resampling bench in imbalanced-learn or scikit-learn: prints wall and CPU seconds and peak memory as JSON."""
import json
import resource
import sys
import time

import numpy as np
from imblearn.combine import SMOTEENN, SMOTETomek
from imblearn.over_sampling import ADASYN, SMOTE, BorderlineSMOTE
from imblearn.under_sampling import EditedNearestNeighbours, TomekLinks
from sklearn.metrics import average_precision_score, roc_auc_score


def resample(sampler):
    return lambda x, y: sampler.fit_resample(x, y)


METHODS = {
    "smote": resample(SMOTE(random_state=1)),
    "borderline": resample(BorderlineSMOTE(random_state=1)),
    "adasyn": resample(ADASYN(random_state=1)),
    "tomek": resample(TomekLinks()),
    "enn": resample(EditedNearestNeighbours()),
    "smote-tomek": resample(SMOTETomek(random_state=1)),
    "smote-enn": resample(SMOTEENN(random_state=1)),
    # imbalanced-learn has no QC-SMOTE: it is measured against plain SMOTE.
    "qc-smote": resample(SMOTE(random_state=1)),
    "auroc": lambda x, y: roc_auc_score(y, x[:, 0]),
    "average-precision": lambda x, y: average_precision_score(y, x[:, 0]),
}


def data(rows, columns):
    x = np.random.RandomState(7).standard_normal((rows, columns))
    y = (np.arange(rows) % 10 == 0).astype(np.int64)
    x += 0.5 * y[:, np.newaxis]
    return x, y


if __name__ == "__main__":
    method, _, shape = sys.argv[1].rpartition("-")
    rows, _, columns = shape.partition("x")
    call = METHODS[method]
    call(*data(3000, int(columns or 1)))
    x, y = data(int(rows), int(columns or 1))
    wall, cpu = time.perf_counter(), time.process_time()
    call(x, y)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
