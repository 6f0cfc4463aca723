namespace Counterpoise.Vision.Duplicates;

/// <summary>Two images that look the same.</summary>
/// <param name="First">Index of one.</param>
/// <param name="Second">Index of the other, larger than <paramref name="First"/>.</param>
/// <param name="Distance">Differing bits of their hashes.</param>
/// <param name="MeanDifference">Mean absolute difference of their gray thumbnails, in gray levels.</param>
/// <param name="Similarity">Mean correlation of their thumbnails and of the details in them, at most 1.</param>
/// <param name="IsExact">Whether one is a copy of the other, byte by byte; otherwise they only look the same.</param>
public sealed record NearDuplicatePair(int First, int Second, int Distance, double MeanDifference, double Similarity, bool IsExact);
