using Counterpoise.Data;

namespace Counterpoise.Workflows.Fragility;

/// <summary>What is computed of fitted curves, and which files are written.</summary>
public sealed record FragilityOutputOptions
{
    /// <summary>Coverage of bands and intervals, between 0 and 1. Default 0.9.</summary>
    public double Confidence { get; init; } = 0.9;

    /// <summary>Intensities of the curve tables, each above 0. Default: none.</summary>
    public IReadOnlyList<double> At { get; init; } = [];

    /// <summary>A hazard curve for failures a year: a table of intensities with return_period or annual_frequency. Default null.</summary>
    public string? Hazard { get; init; }

    /// <summary>How the hazard curve's file is written. Default: as elsewhere.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>The fragility.csv to write, as FEMA P-58 tools read it. Default null: none.</summary>
    public string? Fema { get; init; }

    /// <summary>The demand's name in that file.</summary>
    public string Demand { get; init; } = "Spectral Acceleration|1.0";

    /// <summary>The demand's unit in that file and in the report.</summary>
    public string Unit { get; init; } = "g";

    /// <summary>
    /// The component whose limit states the curves are, in that file; null where each structure is a component of its own.
    /// </summary>
    public string? Component { get; init; }

    /// <summary>The report to write, one HTML file. Default null: none.</summary>
    public string? Report { get; init; }

    /// <summary>Where the records come from, measured or simulated, as the report says it. Default null: that it was not said.</summary>
    public string? Origin { get; init; }

    /// <summary>The command that began it, as the report shows it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";
}
