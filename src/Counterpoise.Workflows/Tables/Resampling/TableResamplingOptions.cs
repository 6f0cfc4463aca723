using Counterpoise.Data;

namespace Counterpoise.Workflows.Tables;

/// <summary>Which table is resampled, how, and where it is written.</summary>
public sealed record TableResamplingOptions
{
    /// <summary>The training rows. Never resample before splitting.</summary>
    public required string Input { get; init; }

    /// <summary>The file to write: .csv, .tsv or .parquet.</summary>
    public required string Output { get; init; }

    /// <summary>How the table is read; the class column must be named, here or in the file.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>The resampler. Default SMOTE.</summary>
    public string Method { get; init; } = "smote";

    /// <summary>
    /// Which classes are resampled: <c>auto</c>, <c>minority</c>, a ratio such as <c>0.5</c>, or rows as <c>class=count,class=count</c>.
    /// Default auto.
    /// </summary>
    public string Strategy { get; init; } = "auto";

    /// <summary>Options of the resampler, <c>OPTION=VALUE</c>, such as <c>m=12</c> or <c>borderline.m=12</c>. Default none.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Neighbours, at least 1. Default null: the method's own.</summary>
    public int? K { get; init; }

    /// <summary>Equal seeds give equal rows. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether draws are NumPy's, so that rows equal imbalanced-learn's with the seed as random_state. Default false.</summary>
    public bool DrawsAsNumPy { get; init; }

    /// <summary>
    /// Whether distances are measured on columns of mean 0 and deviation 1; values are written in their own units. Default false.
    /// </summary>
    public bool Standardize { get; init; }

    /// <summary>Whether missing values are kept, and distances measured over the columns that both rows have. Default false.</summary>
    public bool NanDistance { get; init; }

    /// <summary>Whether new rows hold whole numbers in columns that hold nothing else. Default false.</summary>
    public bool Round { get; init; }

    /// <summary>
    /// What is done about missing values first: <c>none</c>, <c>median</c>, <c>mean</c> or <c>drop-rows</c>. Default none.
    /// </summary>
    public string Fill { get; init; } = "none";
}
