using Counterpoise.Calibration;

namespace Counterpoise.Graph.Imbalance;

/// <summary>Calibrates scores within groups of degree: a score means the same on a node with few edges as on one with many.</summary>
public static class DegreeAdjustment
{
    // A curve through fewer follows chance, down to its direction.
    private const int FewestOfAClass = 5;

    /// <summary>Fits a logistic curve in each fourth of the validation nodes by degree, and applies it to all nodes.</summary>
    /// <param name="scores">Logits, [n].</param>
    /// <param name="degrees">Edges into each node, [n].</param>
    /// <param name="labels">0 and 1, [n].</param>
    /// <param name="validation">Rows to fit on.</param>
    /// <returns>Probabilities, [n]. A group with fewer than five rows of a class takes the curve of all validation rows.</returns>
    public static double[] Apply(double[] scores, int[] degrees, int[] labels, int[] validation)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(degrees);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(validation);
        int[] sorted = [.. validation.Select(i => degrees[i]).Order()];
        int[] edges = [.. Enumerable.Range(1, 3).Select(q => sorted[Math.Min(sorted.Length - 1, q * sorted.Length / 4)])];
        var all = Fit(validation);
        PlattScaling[] curves = [.. Enumerable.Range(0, 4).Select(g =>
        {
            int[] rows = [.. validation.Where(i => Group(degrees[i]) == g)];
            var positives = rows.Count(i => labels[i] == 1);
            return Math.Min(positives, rows.Length - positives) >= FewestOfAClass ? Fit(rows) : all;
        })];
        return [.. scores.Select((s, i) => curves[Group(degrees[i])].Apply([s])[0])];

        int Group(int degree) => edges.Count(e => degree > e);
        PlattScaling Fit(int[] rows) => PlattScaling.Fit(Array.ConvertAll(rows, i => labels[i]),
            (ReadOnlySpan<double>)Array.ConvertAll(rows, i => scores[i]));
    }
}
