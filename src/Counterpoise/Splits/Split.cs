using Counterpoise.Randomness;

namespace Counterpoise.Splits;

/// <summary>Which rows a model learns from, is tuned on and is judged on. The parts never share a row.</summary>
public sealed record Split
{
    /// <summary>Rows to learn from, ascending.</summary>
    public required int[] Train { get; init; }

    /// <summary>Rows for thresholds, early stopping and other choices, ascending; may be empty.</summary>
    public int[] Validation { get; init; } = [];

    /// <summary>Rows to judge on, once, ascending.</summary>
    public required int[] Test { get; init; }

    /// <summary>What a reader must know, such as a class without rows in the test split.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Moves a stratified share of the training rows to the validation split.</summary>
    /// <param name="labels">The class of every row of the data.</param>
    /// <param name="share">Share of the training rows, in (0, 1).</param>
    /// <param name="random">Source of the draw.</param>
    /// <param name="missing">What to do where a class has too few training rows for both parts.</param>
    /// <param name="classNames">Names for messages; null calls classes by number.</param>
    /// <exception cref="ArgumentException">A class has too few rows and the policy is to throw.</exception>
    public Split WithValidation(ReadOnlySpan<int> labels, double share, IRandomSource random,
        MissingClassPolicy missing = MissingClassPolicy.Throw,
        IReadOnlyList<string>? classNames = null)
    {
        var own = new int[Train.Length];
        for (var i = 0; i < own.Length; i++) own[i] = labels[Train[i]];
        var parts = StratifiedSplit.Of(own, share, 0, random, missing, classNames, heldOut: "validation");
        return this with
        {
            Train = Array.ConvertAll(parts.Train, i => Train[i]),
            Validation = [.. Validation.Concat(parts.Test.Select(i => Train[i])).Order()],
            Warnings = [.. Warnings, .. parts.Warnings],
        };
    }
}
