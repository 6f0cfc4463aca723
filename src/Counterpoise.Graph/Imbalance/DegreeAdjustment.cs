namespace Counterpoise.Graph.Imbalance;

/// <summary>Calibrates scores within groups of degree: a score means the same on a node with few edges as on one with many.</summary>
public static class DegreeAdjustment
{
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
        return DegreeCurves.Fit(scores, degrees, labels, validation).Apply(scores, degrees);
    }
}
