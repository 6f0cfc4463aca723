namespace Counterpoise.Metrics;

/// <summary>One row of imbalanced-learn's classification report; all values in [0, 1] but the support.</summary>
/// <param name="Name">Class name, or <c>avg / total</c>.</param>
/// <param name="Precision">pre: share of the rows predicted as the class that belong to it.</param>
/// <param name="Sensitivity">rec: recall of the class.</param>
/// <param name="Specificity">spe: recall of all other classes together.</param>
/// <param name="F1">f1: harmonic mean of precision and sensitivity.</param>
/// <param name="GeometricMean">geo: sqrt(sensitivity · specificity).</param>
/// <param name="BalancedAccuracyIndex">iba: (1 + α (sensitivity − specificity)) · sensitivity · specificity.</param>
/// <param name="Support">sup: rows of the class.</param>
public sealed record ImbalancedReportRow(string Name, double Precision, double Sensitivity, double Specificity, double F1,
    double GeometricMean,
    double BalancedAccuracyIndex, long Support);
