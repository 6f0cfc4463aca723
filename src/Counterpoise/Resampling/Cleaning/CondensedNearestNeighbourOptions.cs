using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="CondensedNearestNeighbour"/> and <see cref="OneSidedSelection"/>.</summary>
public sealed record CondensedNearestNeighbourOptions
{
    /// <summary>Which classes may lose rows; default all but the minority.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Neighbours of the classifier; at least 1, default and paper 1.</summary>
    public int K { get; init; } = 1;

    /// <summary>Rows of each class that the store starts with; at least 1, default and paper 1.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(CondensedNearestNeighbourOptions))
        .AtLeast(K, 1, nameof(K))
        .AtLeast(Seeds, 1, nameof(Seeds))
        .ThrowIfAny();
}
