using Counterpoise.Deploy.Int8;
using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Quantization;

/// <summary>Which values of a graph become codes in its integer network, and by which scale: one rule for quantizing and for training
/// that foresees it.</summary>
public static class ValueQuantizations
{
    /// <summary>The quantization of every value.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="ranges">The range of every value, as calibration gives them.</param>
    /// <returns>One for each value, the input first; null for a sum that its activation takes in, which never becomes a code.</returns>
    /// <exception cref="ArgumentException">There are not as many ranges as values.</exception>
    public static IReadOnlyList<AffineQuantization?> Of(LayerGraph graph, IReadOnlyList<ValueRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(ranges);
        if (ranges.Count != graph.Shapes.Count)
            throw new ArgumentException($"found {ranges.Count} ranges; expected {graph.Shapes.Count}, one for each value", nameof(ranges));
        var found = new AffineQuantization?[ranges.Count];
        for (var value = 0; value < found.Length; value++)
        {
            found[value] = value == 0 ? FromRange(ranges[0]) : graph.Layers[value - 1] switch
            {
                SoftmaxLayer => AffineQuantization.Probabilities,
                PoolLayer pool => found[pool.Input],
                _ when FusedActivation.Behind(graph, value - 1) != IntegerActivation.None => null,
                _ => FromRange(ranges[value]),
            };
        }

        return found;
    }

    private static AffineQuantization FromRange(ValueRange range) => AffineQuantization.FromRange(range.Minimum, range.Maximum);
}
