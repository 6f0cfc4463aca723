using System.Text.Json.Serialization;

namespace Counterpoise.Comparisons;

/// <summary>A method that was compared.</summary>
public sealed record ComparisonMethod
{
    /// <summary>A short name, such as <c>cross-entropy</c> or <c>acl</c>; cells refer to it.</summary>
    public required string Name { get; init; }

    /// <summary>What people read; <see cref="Name"/> where empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>What the method does, in one sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether this is one of the simpler methods that a stronger one has to beat.</summary>
    public bool IsControl { get; init; }

    /// <summary>What the method changes; null where it is not said, and then it counts as the least simple.</summary>
    public MethodLevel? Level { get; init; }

    /// <summary>How probabilities become classes. Default the most probable one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public DecisionRule Decision { get; init; }

    /// <summary>
    /// The <see cref="Name"/> of the method whose fitted models this one takes, deciding otherwise; null where it fits its own.
    /// </summary>
    public string? ModelsOf { get; init; }

    /// <summary>
    /// For a method that adapts its constants, the <see cref="Name"/> of the control that is the same with fixed ones; null where there
    /// is none.
    /// </summary>
    public string? FixedCounterpart { get; init; }
}
