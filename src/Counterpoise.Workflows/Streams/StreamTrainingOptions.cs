namespace Counterpoise.Workflows.Streams;

/// <summary>Which model of a stream is trained, and where it is kept.</summary>
public sealed record StreamTrainingOptions
{
    /// <summary>The stream.</summary>
    public required StreamDataOptions Data { get; init; }

    /// <summary>The file of the model.</summary>
    public required string Output { get; init; }

    /// <summary>The method; see <see cref="StreamMethods"/>. Default random-over.</summary>
    public string Method { get; init; } = "random-over";

    /// <summary>Members of the ensemble, at least 1. Default 15.</summary>
    public int Members { get; init; } = 15;

    /// <summary>The seed of all draws. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether the model in <see cref="Output"/> goes on with these rows; its method, members and draws are then its own. Default
    /// false.</summary>
    public bool Resumes { get; init; }

    /// <summary>Draws for the intervals, at least 0. Default 1000.</summary>
    public int BootstrapReplicates { get; init; } = 1000;

    /// <summary>The command line that asked for it, which is kept with the model. Default none.</summary>
    public string CommandLine { get; init; } = "";
}
