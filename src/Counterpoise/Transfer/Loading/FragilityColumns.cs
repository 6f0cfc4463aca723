namespace Counterpoise.Transfer.Loading;

/// <summary>Which columns of a table hold what. A record is a row: a stripe, a street, or one structure.</summary>
public sealed record FragilityColumns
{
    /// <summary>The column of intensities. Default null: the first column.</summary>
    public string? Intensity { get; init; }

    /// <summary>
    /// The column of structures exposed. Default null: <see cref="TrialCount"/> in every row, or 1 where that is null, too.
    /// </summary>
    public string? Trials { get; init; }

    /// <summary>Structures exposed in every row, at least 1. Default null.</summary>
    public int? TrialCount { get; init; }

    /// <summary>
    /// The column of failures: counts, or 0 and 1 where one structure is exposed. Default null: every further column is a structure of its
    /// own (stripes side by side).
    /// </summary>
    public string? Failures { get; init; }

    /// <summary>The column that names the structure or stratum of each row. Default null: all rows are of one.</summary>
    public string? Group { get; init; }

    /// <summary>The column of the event or ground motion that rows share. Default null.</summary>
    public string? Event { get; init; }
}
