using Counterpoise.Data;
using Counterpoise.Transfer.Loading;

namespace Counterpoise.Workflows.Fragility;

/// <summary>Which records of failures are read, and which columns hold what.</summary>
public sealed record FragilityDataOptions
{
    /// <summary>A table: intensities with failures and exposed, or stripes with a column of counts for each structure.</summary>
    public required string Path { get; init; }

    /// <summary>The columns of intensities, failures, exposed, structures and events.</summary>
    public FragilityColumns Columns { get; init; } = new();

    /// <summary>The column of ordered damage states, 0 for none. Default null: the table holds failures.</summary>
    public string? State { get; init; }

    /// <summary>Names of the states from light to heavy, without none. Default empty: state 1, state 2, … of a column of numbers.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>The column of capacities, instead of failures at intensities. Default null.</summary>
    public string? Capacity { get; init; }

    /// <summary>The column that is 1 where a structure still stood at its capacity. Default null: none did.</summary>
    public string? Censored { get; init; }

    /// <summary>Further columns of the covariate form. Default: none.</summary>
    public IReadOnlyList<string> Covariates { get; init; } = [];

    /// <summary>How the file is written: decimal separator, texts that mean missing, encoding. Default: as elsewhere.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out, and told, in place of an error. Default false.</summary>
    public bool Lenient { get; init; }
}
