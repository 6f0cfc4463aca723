using Counterpoise.Options;

namespace Counterpoise.Ensembles;

/// <summary>Options of <see cref="BalancedRandomForest"/>.</summary>
public sealed record BalancedRandomForestOptions
{
    /// <summary>Trees, at least 1. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Rows of a leaf at least, at least 1. Default 1.</summary>
    public int MinLeafRows { get; init; } = 1;

    /// <summary>Splits from the root to a leaf at most, at least 1; null, the default, for no limit.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Columns looked at for a split, at least 1; null, the default, for the root of their number.</summary>
    public int? MaxColumns { get; init; }

    /// <summary>
    /// True draws from each class, with replacement, as many rows as the rarest has, as the paper does; false draws the balanced rows
    /// without replacement and a bag of them with replacement, as imbalanced-learn 0.10 does. Default true.
    /// </summary>
    public bool BootstrapByClass { get; init; } = true;

    /// <summary>Threads, at least 1; default all processors. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(BalancedRandomForestOptions))
        .Require(Trees >= 1, nameof(Trees), Trees, "expected at least 1")
        .Require(MinLeafRows >= 1, nameof(MinLeafRows), MinLeafRows, "expected at least 1")
        .Require(MaxDepth is null or >= 1, nameof(MaxDepth), MaxDepth, "expected at least 1, or none")
        .Require(MaxColumns is null or >= 1, nameof(MaxColumns), MaxColumns, "expected at least 1, or none")
        .Require(Threads >= 1, nameof(Threads), Threads, "expected at least 1")
        .ThrowIfAny();
}
