using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Tables;

/// <summary>The predictions of a file.</summary>
/// <param name="Set">True and predicted classes, with probabilities where the file has them.</param>
/// <param name="Positive">The positive class of two; null with more classes.</param>
/// <param name="Notes">What a reader must know of how the file was taken.</param>
internal sealed record ReadPredictions(PredictionSet Set, PositiveChoice? Positive, IReadOnlyList<string> Notes)
{
    /// <summary>The positive class, 1 with more than two classes.</summary>
    public int PositiveClass => Positive?.Class ?? 1;

    /// <summary>The probabilities of the positive class.</summary>
    /// <exception cref="InputException">The file has none, or more than two classes.</exception>
    public double[] Scores(string option) => Set.ClassCount != 2
        ? throw new InputException($"{option} is for two classes; the file has {Set.ClassCount}")
        : Set.Probabilities is not { } probabilities ? throw new InputException(
            $"{option} decides from probabilities, and the file has none: name their column with --score")
        : [.. Enumerable.Range(0, Set.Count).Select(i => probabilities[(2 * i) + PositiveClass])];

    /// <summary>The same with the classes decided by a threshold on the positive one.</summary>
    public ReadPredictions Decided(double threshold, string option)
    {
        var scores = Scores(option);
        return this with { Set = new PredictionSet(Set.Labels,
            Array.ConvertAll(scores, s => s >= threshold ? PositiveClass : 1 - PositiveClass), Set.ClassNames, Set.Probabilities) };
    }
}
