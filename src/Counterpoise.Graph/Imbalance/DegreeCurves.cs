using Counterpoise.Calibration;

namespace Counterpoise.Graph.Imbalance;

/// <summary>A logistic curve for each fourth of the validation nodes by degree.</summary>
/// <param name="Edges">The three degrees up to which the first three groups go, ascending.</param>
/// <param name="Curves">The four curves.</param>
internal sealed record DegreeCurves(int[] Edges, PlattScaling[] Curves)
{
    // A curve through fewer follows chance, down to its direction.
    private const int FewestOfAClass = 5;

    internal static DegreeCurves Fit(double[] scores, int[] degrees, int[] labels, int[] validation)
    {
        int[] sorted = [.. validation.Select(i => degrees[i]).Order()];
        int[] edges = [.. Enumerable.Range(1, 3).Select(q => sorted[Math.Min(sorted.Length - 1, q * sorted.Length / 4)])];
        var all = Curve(validation);
        return new DegreeCurves(edges, [.. Enumerable.Range(0, 4).Select(g =>
        {
            int[] rows = [.. validation.Where(i => Group(edges, degrees[i]) == g)];
            var positives = rows.Count(i => labels[i] == 1);
            return Math.Min(positives, rows.Length - positives) >= FewestOfAClass ? Curve(rows) : all;
        })]);

        PlattScaling Curve(int[] rows) => PlattScaling.Fit(Array.ConvertAll(rows, i => labels[i]),
            (ReadOnlySpan<double>)Array.ConvertAll(rows, i => scores[i]));
    }

    internal double[] Apply(double[] scores, int[] degrees) =>
        [.. scores.Select((s, i) => Curves[Group(Edges, degrees[i])].Apply([s])[0])];

    private static int Group(int[] edges, int degree) => edges.Count(e => degree > e);
}
