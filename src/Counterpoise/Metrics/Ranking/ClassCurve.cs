namespace Counterpoise.Metrics;

/// <summary>The curve of one class against the rest.</summary>
/// <param name="ClassName">The positive class.</param>
/// <param name="Area">Area under the curve (AUROC) or average precision; null where undefined.</param>
/// <param name="Points">Attainable points by falling threshold, thinned for drawing; the area is that of the full curve.</param>
public sealed record ClassCurve(string ClassName, double? Area, IReadOnlyList<CurvePoint> Points);
