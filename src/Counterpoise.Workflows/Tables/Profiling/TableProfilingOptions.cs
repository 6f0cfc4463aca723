using Counterpoise.Data;

namespace Counterpoise.Workflows.Tables;

/// <summary>Which table is profiled, and what is measured.</summary>
public sealed record TableProfilingOptions
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read; the class column must be named, here or in the file.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>Whether measures of overlap are taken, which compare every row with every other. Default true.</summary>
    public bool MeasuresOverlap { get; init; } = true;

    /// <summary>Whether it is measured if synthetic rows would help. Default: where it takes seconds.</summary>
    public AdvisorUse Advisor { get; init; } = AdvisorUse.Auto;
}
