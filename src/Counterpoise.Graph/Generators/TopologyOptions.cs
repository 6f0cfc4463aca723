using Counterpoise.Options;

namespace Counterpoise.Graph.Generators;

/// <summary>How networks of apps are drawn.</summary>
public sealed record TopologyOptions
{
    /// <summary>Fewest and most apps; default 3 to 8.</summary>
    public (int Low, int High) Apps { get; init; } = (3, 8);

    /// <summary>Fewest and most parameters; default 6 to 14.</summary>
    public (int Low, int High) Parameters { get; init; } = (6, 14);

    /// <summary>Fewest and most indicators; default 4 to 10.</summary>
    public (int Low, int High) Indicators { get; init; } = (4, 10);

    /// <summary>Share of influences that are hidden, in [0, 1]; default 0.3.</summary>
    public double HiddenShare { get; init; } = 0.3;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(TopologyOptions))
        .Require(Apps.Low >= 2 && Apps.High >= Apps.Low, nameof(Apps), Apps, "expected from 2 up")
        .Require(Parameters.Low >= 2 && Parameters.High >= Parameters.Low, nameof(Parameters), Parameters, "expected from 2 up")
        .Require(Indicators.Low >= 1 && Indicators.High >= Indicators.Low, nameof(Indicators), Indicators, "expected from 1 up")
        .Require(HiddenShare is >= 0 and <= 1, nameof(HiddenShare), HiddenShare, "expected from 0 to 1")
        .ThrowIfAny();
}
