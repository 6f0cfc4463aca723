using Counterpoise.Data;
using Counterpoise.ImbalancedRegression;

namespace Counterpoise.Workflows.Regression;

/// <summary>Which numbers are to be predicted, and which of them are rare.</summary>
public record RegressionDataOptions
{
    /// <summary>The table.</summary>
    public required string Input { get; init; }

    /// <summary>How it is read; its target is the number to predict.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and told, instead of refused. Default false.</summary>
    public bool Lenient { get; init; }

    /// <summary>Which extremes matter. Default both.</summary>
    public ExtremeSide Side { get; init; } = ExtremeSide.Both;

    /// <summary>Control points of the relevance, such as <c>10:0</c> and <c>50:1</c>; empty, the default, takes the box plot.</summary>
    public IReadOnlyList<RelevancePoint> Relevance { get; init; } = [];

    /// <summary>Relevance from which a target is rare, in (0, 1]. Default 0.8.</summary>
    public double Threshold { get; init; } = 0.8;
}
