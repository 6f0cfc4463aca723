using Counterpoise.Comparisons;
using Counterpoise.Learning.Prediction;

namespace Counterpoise.Vision.Baselines;

/// <summary>A baseline that is fitted, whatever it is.</summary>
/// <param name="predict">Predicts images by their numbers.</param>
/// <param name="notes">What stands in the cell.</param>
/// <param name="model">Freed with it; null for nothing.</param>
internal sealed class FittedBaseline(Func<int[], PredictionBatch> predict, IReadOnlyList<string> notes, IDisposable? model = null)
    : IDisposable
{
    /// <summary>What stands in the cell.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>The epochs; none where there are none.</summary>
    public IReadOnlyList<TrainingEpoch> Curve { get; init; } = [];

    /// <summary>Predicts images by their numbers.</summary>
    public PredictionBatch Predict(int[] rows) => predict(rows);

    /// <inheritdoc/>
    public void Dispose() => model?.Dispose();
}
