using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Reports.Fragility;

/// <summary>What a fragility report is made of.</summary>
public sealed record FragilitySummary
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>Where the records come from: which event or analyses, measured or simulated. It stands under the heading.</summary>
    public required string Origin { get; init; }

    /// <summary>The structures, the one that matters first; at least one.</summary>
    public required IReadOnlyList<FragilityStructure> Structures { get; init; }

    /// <summary>The transfer whose chosen strategy gave the first structure's curve, or null for plain fits.</summary>
    public TransferReport? Transfer { get; init; }

    /// <summary>The intensity with its unit, as axes name it. Default <c>intensity</c>.</summary>
    public string Intensity { get; init; } = "intensity";

    /// <summary>Intensities of the curve table; empty takes a spread over the first curve.</summary>
    public IReadOnlyList<double> TableIntensities { get; init; } = [];

    /// <summary>Nominal coverage of all bands, in (0, 1). Default 0.9.</summary>
    public double Confidence { get; init; } = 0.9;

    /// <summary>The command line that made the report; may be empty.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The day it was made.</summary>
    public required DateOnly Created { get; init; }
}
