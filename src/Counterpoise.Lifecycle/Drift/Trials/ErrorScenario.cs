using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.Trials;

/// <summary>A stream of a model's predictions for two classes, in which the error of either class may change once.</summary>
public sealed record ErrorScenario
{
    /// <summary>The name in tables.</summary>
    public required string Name { get; init; }

    /// <summary>Share of rows of the minority, in (0, 1); .05 by default.</summary>
    public double MinorityShare { get; init; } = .05;

    /// <summary>Share of the minority that is missed before the change, in [0, 1]; .2 by default.</summary>
    public double MinorityError { get; init; } = .2;

    /// <summary>The same after the change.</summary>
    public double MinorityErrorAfter { get; init; } = .2;

    /// <summary>Share of the majority that is wrong before the change, in [0, 1]; .05 by default.</summary>
    public double MajorityError { get; init; } = .05;

    /// <summary>The same after the change.</summary>
    public double MajorityErrorAfter { get; init; } = .05;

    /// <summary>Rows over which the change comes about, at least 0; 0, at once, by default.</summary>
    public int Ramp { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate()
    {
        var check = new OptionsCheck(nameof(ErrorScenario));
        check.Require(MinorityShare is > 0 and < 1, nameof(MinorityShare), MinorityShare, "expected in (0, 1)");
        foreach (var (name, value) in new[] { (nameof(MinorityError), MinorityError), (nameof(MinorityErrorAfter), MinorityErrorAfter),
            (nameof(MajorityError), MajorityError), (nameof(MajorityErrorAfter), MajorityErrorAfter) })
            check.Require(value is >= 0 and <= 1, $"{name} is {value}, expected in [0, 1]");
        check.Require(Ramp >= 0, nameof(Ramp), Ramp, "expected at least 0").ThrowIfAny();
    }

    /// <summary>How far the change has come so many rows after it began, in [0, 1]; negative rows are before it.</summary>
    internal double Progress(long rowsAfter) => rowsAfter < 0 ? 0 : Ramp == 0 ? 1 : Math.Min(1, (rowsAfter + 1.0) / Ramp);
}
