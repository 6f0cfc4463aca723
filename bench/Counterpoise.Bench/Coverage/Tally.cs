using System.Collections.Concurrent;
using System.Globalization;
using Counterpoise.Statistics;

namespace Counterpoise.Bench.Coverage;

/// <summary>Counts intervals that hold the truth, in the order in which their kinds come.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<(string, string, string, double), int[]> _counts = [];
    private readonly ConcurrentDictionary<(string, string, string, double), long> _order = [];
    private long _next;

    public void Add((string Interval, string Method, string Of, double Nominal) kind, Interval? interval, double? truth)
    {
        if (interval is null || truth is not { } value || double.IsNaN(value))
        {
            return;
        }

        _order.GetOrAdd(kind, _ => Interlocked.Increment(ref _next));
        var counts = _counts.GetOrAdd(kind, _ => new int[3]);
        // Rounding may carry a bound that is the truth past it.
        var (below, above) = (interval.Upper < value - 1e-12, interval.Lower > value + 1e-12);
        Interlocked.Increment(ref counts[below ? 1 : above ? 2 : 0]);
    }

    public void Write()
    {
        foreach (var (kind, counts) in _counts.OrderBy(k => _order[k.Key]))
        {
            var (interval, method, of, nominal) = kind;
            var all = counts.Sum();
            var wilson = WilsonInterval.Of(counts[0], all);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {interval} | {method} | {of} | {nominal:0%} | {counts[0]} of {all}, {counts[0] / (double)all:0.0%} | "
                + $"{wilson.Lower:0.0%} to {wilson.Upper:0.0%} | {counts[1]} | {counts[2]} |"));
        }
    }
}
