using Counterpoise.Neighbors;
using Counterpoise.Resampling;

namespace Counterpoise.Workflows.Tables;

/// <summary>What the command line sets of a resampler.</summary>
/// <param name="Strategy">Which classes are resampled, and to how many rows.</param>
/// <param name="K">Neighbours among which a synthetic row's second parent is drawn, or null for the method's own default.</param>
/// <param name="NanDistance">Whether distances are taken over the columns that both rows have.</param>
internal sealed record ResamplerSettings(SamplingStrategy Strategy, int? K, bool NanDistance = false)
{
    /// <summary>How neighbours are searched, for the methods that can take gaps.</summary>
    public NeighborOptions Neighbors => new() { Metric = NanDistance ? NeighborMetric.NanEuclidean : NeighborMetric.Euclidean };
}
