namespace Counterpoise.Vision.Duplicates;

/// <summary>Two images that look the same.</summary>
/// <param name="First">Index of one.</param>
/// <param name="Second">Index of the other, larger than <paramref name="First"/>.</param>
/// <param name="Distance">Differing bits of their hashes.</param>
/// <param name="MeanDifference">Mean absolute difference of their thumbnails, in gray levels.</param>
public sealed record NearDuplicatePair(int First, int Second, int Distance, double MeanDifference);
