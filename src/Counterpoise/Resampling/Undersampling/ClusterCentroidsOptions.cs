namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="ClusterCentroids"/>.</summary>
public sealed record ClusterCentroidsOptions
{
    /// <summary>Which classes shrink, and to what size; default all but the minority, down to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Means or real rows; default <see cref="Voting.Soft"/>, means.</summary>
    public Voting Voting { get; init; }
}
