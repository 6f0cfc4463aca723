using Counterpoise.Deploy.Sensors;
using Counterpoise.Options;
using Counterpoise.Workflows.QuantizationAware;

namespace Counterpoise.Workflows.Embedded;

/// <summary>How small models of sensor streams are trained, quantized and judged.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The recordings.</summary>
    public required SensorDataOptions Data { get; init; }

    /// <summary>The class that stands for nothing; null looks for one named idle, negative, background, unknown, none, other, null,
    /// silence or <c>_background_noise_</c>.</summary>
    public string? Negative { get; init; }

    /// <summary>The least share of the negative class among training windows, from 0 to below 1. Default 0.3.</summary>
    public double MinimumNegative { get; init; } = 0.3;

    /// <summary>Windows. Default 2 s every second.</summary>
    public WindowOptions Windows { get; init; } = new();

    /// <summary>What is kept apart. Default subjects.</summary>
    public SensorSplit Split { get; init; }

    /// <summary>Share of test, in (0, 1). Default 0.25.</summary>
    public double TestShare { get; init; } = 0.25;

    /// <summary>Share of validation, above 0. Default 0.2.</summary>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>Smoothing of decisions. Default the mean probability of 5 windows.</summary>
    public SmoothingOptions Smoothing { get; init; } = new();

    /// <summary>False accepts an hour that thresholds are chosen for, at least 0. Default 6.</summary>
    public double FalseAcceptsPerHour { get; init; } = 6;

    /// <summary>Trees of the forest, at least 1. Default 10.</summary>
    public int Trees { get; init; } = 10;

    /// <summary>Depth of its trees, at least 1. Default 8.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>Units of the network's hidden layers. Default 20 and 10.</summary>
    public int[] HiddenUnits { get; init; } = [20, 10];

    /// <summary>Passes of the network's training, at least 1. Default 60.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Share of values in percent that int8 ranges hold, above 50 and at most 100. Default 100.</summary>
    public double Percentile { get; init; } = 100;

    /// <summary>How the network is trained on with int8 in view; null, the default, quantizes it as it is.</summary>
    public QuantizationAwareOptions? QuantizationAware { get; init; }

    /// <summary>Folder that the models and their C are written to; null writes nothing.</summary>
    public string? Output { get; init; }

    /// <summary>The seed of all draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate()
    {
        Windows.Validate();
        Smoothing.Validate();
        QuantizationAware?.Validate();
        new OptionsCheck(nameof(EmbeddedOptions))
            .Require(MinimumNegative is >= 0 and < 1,
                FormattableString.Invariant($"{nameof(MinimumNegative)} is {MinimumNegative}; expected from 0 to below 1"))
            .Require(TestShare > 0 && ValidationShare > 0 && TestShare + ValidationShare < 1, FormattableString.Invariant(
                $"{nameof(TestShare)} is {TestShare} and {nameof(ValidationShare)} {ValidationShare}; expected both above 0 and a ")
                + FormattableString.Invariant($"sum below 1"))
            .Require(FalseAcceptsPerHour >= 0 && double.IsFinite(FalseAcceptsPerHour),
                FormattableString.Invariant($"{nameof(FalseAcceptsPerHour)} is {FalseAcceptsPerHour}; expected at least 0"))
            .Require(Trees >= 1 && Depth >= 1, $"{nameof(Trees)} is {Trees} and {nameof(Depth)} {Depth}; expected at least 1")
            .Require(HiddenUnits.All(u => u >= 1),
                $"{nameof(HiddenUnits)} is {string.Join(',', HiddenUnits)}; expected at least 1 unit each")
            .Require(Epochs >= 1, $"{nameof(Epochs)} is {Epochs}; expected at least 1")
            .Require(Percentile is > 50 and <= 100,
                FormattableString.Invariant($"{nameof(Percentile)} is {Percentile}; expected above 50 to 100"))
            .ThrowIfAny();
    }
}
