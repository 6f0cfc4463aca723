namespace Counterpoise.ImbalancedRegression;

/// <summary>Errors among rows of like relevance.</summary>
/// <param name="From">Least relevance of the bin.</param>
/// <param name="To">Largest relevance, excluded but for the last bin.</param>
/// <param name="Rows">Rows in the bin.</param>
/// <param name="MeanAbsoluteError">Mean of |ŷ − y|; NaN without rows.</param>
/// <param name="RootMeanSquaredError">Root of the mean of (ŷ − y)²; NaN without rows.</param>
/// <param name="Bias">Mean of ŷ − y: models of imbalanced targets pull rare ones to the middle; NaN without rows.</param>
public sealed record RegressionBin(double From, double To, int Rows, double MeanAbsoluteError, double RootMeanSquaredError, double Bias);
