using Counterpoise.Graph.Verdicts;
using Counterpoise.Statistics;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Scores of arms over seeds, and what they come to.</summary>
internal sealed class GraphScores(params IReadOnlyList<string> metrics)
{
    private readonly Dictionary<string, SortedDictionary<ulong, (double[] Values, double Seconds)>> _scores = [];

    public void Add(string arm, ulong seed, double seconds, params double[] values)
    {
        if (!_scores.TryGetValue(arm, out var own))
        {
            _scores[arm] = own = [];
        }

        own[seed] = (values, seconds);
    }

    public IReadOnlyList<GraphArm> Arms() => [.. _scores.Select(Arm)
        .OrderByDescending(a => double.IsNaN(a.Metrics[metrics[0]]) ? -1 : a.Metrics[metrics[0]])];

    /// <summary>Every arm under every seed, arm by arm.</summary>
    public IReadOnlyList<GraphRun> Runs() => [.. _scores.SelectMany(arm => arm.Value.Select(seed => new GraphRun(arm.Key, seed.Key,
        metrics.Zip(seed.Value.Values).ToDictionary(m => m.First, m => m.Second), seed.Value.Seconds)))];

    public double Mean(string arm, string metric) => Column(arm, metric).Average();

    public bool Has(string arm) => _scores.ContainsKey(arm);

    public IReadOnlyList<GraphDifference> Against(string arm, string metric) => !Has(arm) ? []
        : [.. _scores.Keys.Where(other => other != arm && Column(other, metric).All(double.IsFinite))
            .Select(other => Difference(arm, other, metric))];

    /// <summary>Whether a graph network is needed beside its cheap rivals, in one sentence.</summary>
    public string Judge(string network, IEnumerable<string> rivals, string metric) => GraphVerdict.Judge(network, Column(network, metric),
        rivals.Where(r => Column(r, metric).All(double.IsFinite)).ToDictionary(r => r, r => Column(r, metric)), metric).Sentence;

    public GraphDifference Difference(string arm, string other, string metric)
    {
        double[] a = Column(arm, metric), b = Column(other, metric);
        var mean = a.Average() - b.Average();
        if (a.Length < 2)
        {
            return new GraphDifference(other, metric, mean, double.NaN, double.NaN);
        }

        var interval = PairedTest.Interval(a, b);
        return new GraphDifference(other, metric, mean, interval.Lower, interval.Upper);
    }

    private double[] Column(string arm, string metric)
    {
        var at = metrics.ToList().IndexOf(metric);
        return [.. _scores[arm].Values.Select(v => v.Values[at])];
    }

    private GraphArm Arm(KeyValuePair<string, SortedDictionary<ulong, (double[] Values, double Seconds)>> arm) => new(
        arm.Key, arm.Value.Count, metrics.ToDictionary(m => m, m => Mean(arm.Key, m)),
            metrics.ToDictionary(m => m, m => Deviation(Column(arm.Key, m))),
        arm.Value.Values.Average(v => v.Seconds));

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}
