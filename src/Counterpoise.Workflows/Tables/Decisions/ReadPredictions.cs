using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Tables;

/// <summary>The predictions of a file.</summary>
/// <param name="Set">True and predicted classes, with probabilities where the file has them.</param>
/// <param name="Positive">The positive class of two, or that which is named of more; null where none is.</param>
/// <param name="Notes">What a reader must know of how the file was taken.</param>
internal sealed record ReadPredictions(PredictionSet Set, PositiveChoice? Positive, IReadOnlyList<string> Notes)
{
    /// <summary>The positive class, 1 where none is named of more than two.</summary>
    public int PositiveClass => Positive?.Class ?? 1;

    /// <summary>The probabilities of the positive class.</summary>
    /// <exception cref="InputException">The file has none, or more than two classes of which none is named.</exception>
    public double[] Scores(string option) => Set.ClassCount != 2 && Positive is null
        ? throw new InputException(
            $"{option} is for one class against the others, and the file has {Set.ClassCount}: name it with --positive")
        : Set.Probabilities is not { } probabilities ? throw new InputException(
            $"{option} decides from probabilities, and the file has none: name their column with --score")
        : [.. Enumerable.Range(0, Set.Count).Select(i => probabilities[(Set.ClassCount * i) + PositiveClass])];

    /// <summary>
    /// The same with the classes decided by a threshold on the positive one; below it by the most probable of the others.
    /// </summary>
    public ReadPredictions Decided(double threshold, string option)
    {
        var scores = Scores(option);
        return this with { Set = Set.With(
            [.. scores.Select((s, i) => s >= threshold ? PositiveClass : MostProbable.But(PositiveClass,
                Set.Probabilities.AsSpan(i * Set.ClassCount, Set.ClassCount)))]) };
    }
}
