namespace Counterpoise.Deploy.Sensors;

/// <summary>
/// Decides window after window, as a device does: the mean probability of the last windows, or votes of k of n, against a rejection
/// threshold for each class. Classes below their threshold are rejected, and the negative class is never accepted.
/// </summary>
public sealed class StreamDecider
{
    private readonly SmoothingOptions _options;
    private readonly IReadOnlyList<double> _thresholds;
    private readonly int _negative;
    private readonly Queue<double[]> _last = new();

    /// <summary>Begins a stream.</summary>
    /// <param name="thresholds">The least probability of each class, [C].</param>
    /// <param name="negative">The class that stands for nothing.</param>
    /// <param name="options">Smoothing, or null for the defaults.</param>
    /// <exception cref="ArgumentException">An option cannot be used, or the negative class is none of C.</exception>
    public StreamDecider(IReadOnlyList<double> thresholds, int negative, SmoothingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        _options = options ?? new SmoothingOptions();
        _options.Validate();
        if ((uint)negative >= (uint)thresholds.Count)
            throw new ArgumentException($"the negative class {negative} is none of {thresholds.Count}", nameof(negative));
        (_thresholds, _negative) = (thresholds, negative);
    }

    /// <summary>Takes the next window.</summary>
    /// <param name="probabilities">Probability of each class, [C].</param>
    /// <returns>The class that is accepted, or −1.</returns>
    public int Next(double[] probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        _last.Enqueue(probabilities);
        if (_last.Count > _options.Windows) _last.Dequeue();
        if (_options.Votes is { } votes)
        {
            var most = _last.Select(Accepted).Where(c => c >= 0).CountBy(c => c).OrderByDescending(c => c.Value).FirstOrDefault();
            return most.Value >= votes ? most.Key : -1;
        }

        // Before there are enough windows, the missing ones count as nothing.
        var mean = new double[probabilities.Length];
        foreach (var p in _last)
        {
            for (var c = 0; c < mean.Length; c++) mean[c] += p[c] / _options.Windows;
        }

        return Accepted(mean);
    }

    private int Accepted(double[] p)
    {
        var best = Array.IndexOf(p, p.Max());
        return best != _negative && p[best] >= _thresholds[best] ? best : -1;
    }
}
