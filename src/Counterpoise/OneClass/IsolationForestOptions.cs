using Counterpoise.Options;

namespace Counterpoise.OneClass;

/// <summary>Options of <see cref="IsolationForest"/>.</summary>
public sealed record IsolationForestOptions
{
    /// <summary>Trees, at least 1. Default and paper 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Rows that a tree is grown of, at least 2; all where there are fewer. Default and paper 256.</summary>
    public int SampleRows { get; init; } = 256;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(IsolationForestOptions))
        .Require(Trees >= 1, nameof(Trees), Trees, "expected at least 1")
        .Require(SampleRows >= 2, nameof(SampleRows), SampleRows, "expected at least 2")
        .ThrowIfAny();
}
