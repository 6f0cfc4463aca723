using Counterpoise.Data;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>Which table is solved, and where the model goes.</summary>
public sealed record TableSolvingOptions
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read; the class column must be named, here or in the file.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>The search.</summary>
    public SolveOptions Search { get; init; } = new();

    /// <summary>The file of the model; null (default) for none.</summary>
    public string? Output { get; init; }

    /// <summary>The command line that asked for it, which is kept with the model. Default none.</summary>
    public string CommandLine { get; init; } = "";
}
