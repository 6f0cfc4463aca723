namespace Counterpoise.Streams;

/// <summary>How a classifier did up to a row of a stream.</summary>
/// <param name="Row">The row, from 1.</param>
/// <param name="Recalls">Recall of each class, older rows counting less, [C]; NaN for a class that was not seen.</param>
/// <param name="GeometricMean">Geometric mean of the recalls of the classes that were seen.</param>
public sealed record PrequentialPoint(long Row, double[] Recalls, double GeometricMean);
