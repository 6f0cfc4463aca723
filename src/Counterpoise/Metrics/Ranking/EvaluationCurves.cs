namespace Counterpoise.Metrics;

/// <summary>The curves of an evaluation, thinned for drawing.</summary>
internal static class EvaluationCurves
{
    public static IReadOnlyList<ClassCurve> Of(PredictionSet set, int most, Func<RankedScores, IReadOnlyList<CurvePoint>> curve,
        Func<RankedScores, double> area)
    {
        if (set.Probabilities is null || most == 0) return [];
        var classes = set.ClassCount == 2 ? [set.PositiveClass] : Enumerable.Range(0, set.ClassCount);
        return [.. classes.Select(c =>
        {
            var ranked = RankedScores.Of(set, c);
            var value = area(ranked);
            return new ClassCurve(set.ClassNames[c], double.IsNaN(value) ? null : value, Thin(curve(ranked), most));
        })];
    }

    /// <summary>Keeps the ends and evenly spaced points between them.</summary>
    public static IReadOnlyList<CurvePoint> Thin(IReadOnlyList<CurvePoint> points, int most) =>
        points.Count <= most ? points : [.. Enumerable.Range(0, most)
            .Select(i => points[(int)((long)i * (points.Count - 1) / (most - 1))])];
}
