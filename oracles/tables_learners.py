"""AUROC of learners that people would pick, scikit-learn 1.2, over 5 folds that anybody can draw: row i of a class falls into fold i mod 5.

    python3 oracles/tables_learners.py ../shared/data/tables > oracles/tables_learners.json
"""
import json
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

result = {"scikit-learn": sklearn.__version__}
for name, target, positive in (("lending_club", "Class", "bad"), ("attrition", "Attrition", "Yes"), ("mlc_churn", "churn", "yes")):
    table = pd.read_csv(f"{sys.argv[1]}/{name}.csv")
    y = (table[target] == positive).astype(int).values
    fold = np.zeros(len(y), int)
    for c in (0, 1):
        fold[y == c] = np.arange((y == c).sum()) % 5
    x = table.drop(columns=target)
    names = [c for c in x if x[c].dtype == object]
    numbers = [c for c in x if c not in names]
    models = {
        "boosting": make_pipeline(ColumnTransformer([("names", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), names)], remainder="passthrough"), HistGradientBoostingClassifier(random_state=0)),
        "logistic": make_pipeline(ColumnTransformer([("numbers", StandardScaler(), numbers), ("names", OneHotEncoder(handle_unknown="ignore"), names)]), LogisticRegression(max_iter=5000, tol=1e-8)),
    }
    result[name] = {
        k: [roc_auc_score(y[fold == f], m.fit(x[fold != f], y[fold != f]).predict_proba(x[fold == f])[:, 1]) for f in range(5)] for k, m in models.items()
    }
print(json.dumps(result, indent=1))
