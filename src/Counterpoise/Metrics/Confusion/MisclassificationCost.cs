namespace Counterpoise.Metrics;

/// <summary>The mean cost of a row under a cost matrix: Σ_ij counts_ij · cost_ij / n.</summary>
/// <param name="cost">C × C costs, [true class, predicted class], in any unit; the diagonal is usually 0.</param>
/// <remarks>Reference: Elkan, "The foundations of cost-sensitive learning", IJCAI 2001.</remarks>
public sealed class MisclassificationCost(double[,] cost) : IMetric
{
    /// <inheritdoc/>
    public string Name => "mean_cost";

    /// <inheritdoc/>
    public string Label => "mean cost";

    /// <inheritdoc/>
    public double? Low => 0;

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public bool NeedsProbabilities => false;

    /// <summary>The cost of taking a row of one class for another.</summary>
    /// <param name="truth">The class of the row.</param>
    /// <param name="predicted">The class it is taken for.</param>
    public double Cost(int truth, int predicted) => cost[truth, predicted];

    /// <summary>Computes the mean cost.</summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    /// <param name="cost">C × C costs, [true class, predicted class].</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Of(ConfusionMatrix confusion, double[,] cost)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        ArgumentNullException.ThrowIfNull(cost);
        var classes = confusion.ClassCount;
        if (cost.GetLength(0) != classes || cost.GetLength(1) != classes)
            throw new ArgumentException(
                $"found {cost.GetLength(0)} × {cost.GetLength(1)} costs for {classes} classes; expected {classes} × {classes}",
                nameof(cost));
        var sum = 0.0;
        for (var i = 0; i < classes; i++)
            for (var j = 0; j < classes; j++) sum += confusion.Weight(i, j) * cost[i, j];
        return sum / confusion.TotalWeight;
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(predictions.Confusion, cost);
    }
}
