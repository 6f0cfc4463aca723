namespace Counterpoise.ImbalancedRegression;

/// <summary>A point through which a <see cref="RelevanceFunction"/> goes.</summary>
/// <param name="Target">Value of the target, finite.</param>
/// <param name="Relevance">Its relevance, in [0, 1].</param>
/// <param name="Slope">Change of the relevance per unit of the target there. Default 0.</param>
public sealed record RelevancePoint(double Target, double Relevance, double Slope = 0);
