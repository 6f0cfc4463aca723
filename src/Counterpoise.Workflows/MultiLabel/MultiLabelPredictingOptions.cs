using Counterpoise.Data;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>Which rows a model of several labels predicts or is measured on.</summary>
public sealed record MultiLabelPredictingOptions
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The table.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read, where that differs from how the model's was.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>What of <see cref="Reading"/> is meant, by name; the rest is the model's.</summary>
    public IReadOnlySet<string> ReadingGiven { get; init; } = new HashSet<string>();

    /// <summary>Whether bad rows are left out and told, instead of refused. Default false.</summary>
    public bool Lenient { get; init; }

    /// <summary>Columns of the file to keep beside the predictions.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>One threshold for all labels in place of their own; null for their own.</summary>
    public double? Threshold { get; init; }

    /// <summary>Draws for the intervals of an evaluation; 0 makes none. Default 1000.</summary>
    public int BootstrapReplicates { get; init; } = 1000;

    /// <summary>Coverage of the intervals. Default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Seed of the draws.</summary>
    public ulong Seed { get; init; }
}
