using Counterpoise.Options;

namespace Counterpoise.Classifiers;

/// <summary>Options of <see cref="DecisionTree"/>.</summary>
public sealed record DecisionTreeOptions
{
    /// <summary>Splits from the root to a leaf at most, at least 1; null, the default, for no limit. 1 is a stump.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Rows of a leaf at least, at least 1. Default 1.</summary>
    public int MinLeafRows { get; init; } = 1;

    /// <summary>
    /// Columns looked at for a split, drawn anew at each, at least 1; null, the default, for all. A forest takes the root of their number.
    /// </summary>
    public int? MaxColumns { get; init; }

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(DecisionTreeOptions))
        .Require(MaxDepth is null or >= 1, nameof(MaxDepth), MaxDepth, "expected at least 1, or none")
        .Require(MinLeafRows >= 1, nameof(MinLeafRows), MinLeafRows, "expected at least 1")
        .Require(MaxColumns is null or >= 1, nameof(MaxColumns), MaxColumns, "expected at least 1, or none")
        .ThrowIfAny();
}
