using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Quantization;

/// <summary>Ranges of all values of a graph over calibration rows.</summary>
internal sealed class RangeCalibration
{
    private const int KeptOfARow = 2048;

    private readonly double[] _least;
    private readonly double[] _greatest;
    private readonly List<float>[] _kept;

    private RangeCalibration(int values)
    {
        _least = [.. Enumerable.Repeat(double.PositiveInfinity, values)];
        _greatest = [.. Enumerable.Repeat(double.NegativeInfinity, values)];
        _kept = [.. Enumerable.Range(0, values).Select(_ => new List<float>())];
    }

    public static IReadOnlyList<ValueRange> Compute(LayerGraph graph, IEnumerable<float[]> rows, double percentile,
        CancellationToken cancellationToken)
    {
        var seen = new RangeCalibration(graph.Shapes.Count);
        var count = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Any(v => !float.IsFinite(v))) throw new ArgumentException(
                $"calibration row {count} has NaN or an infinity; drop or fill it", nameof(rows));
            foreach (var (values, i) in graph.Values(row).Select((v, i) => (v, i))) seen.Add(i, values);
            count++;
        }

        if (count == 0) throw new ArgumentException("there is no calibration row", nameof(rows));
        return [.. Enumerable.Range(0, graph.Shapes.Count).Select(i =>
            seen.Range(i, i == 0 ? "input" : graph.Layers[i - 1].GetType().Name, percentile))];
    }

    // Of large maps every so-manieth number is kept: percentiles need a sample, and the sample must not depend on chance.
    private void Add(int value, float[] numbers)
    {
        var step = Math.Max(1, (numbers.Length + KeptOfARow - 1) / KeptOfARow);
        for (var i = 0; i < numbers.Length; i++)
        {
            (_least[value], _greatest[value]) = (Math.Min(_least[value], numbers[i]), Math.Max(_greatest[value], numbers[i]));
            if (i % step == 0) _kept[value].Add(numbers[i]);
        }
    }

    private ValueRange Range(int value, string layer, double percentile)
    {
        if (percentile >= 100) return new ValueRange(value, layer, Math.Min(_least[value], 0), Math.Max(_greatest[value], 0), 0);
        var sorted = _kept[value];
        sorted.Sort();
        var beyond = (int)((100 - percentile) / 100 * (sorted.Count - 1));
        double least = Math.Min(sorted[beyond], 0), greatest = Math.Max(sorted[^(beyond + 1)], 0);
        return new ValueRange(value, layer, least, greatest, sorted.Count(v => v < least || v > greatest) / (double)sorted.Count);
    }
}
