using Counterpoise.Comparisons;
using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Graphs;

/// <summary>What a comparison on a graph found.</summary>
/// <param name="Verdict">The answer in one sentence.</param>
/// <param name="Data">What was compared on.</param>
/// <param name="Arms">Every arm with its means over seeds, the best first.</param>
/// <param name="Differences">The graph network less each other arm, paired by seed, in the first metric.</param>
/// <param name="Notes">What else is to be known, such as decisions after a shift of shares.</param>
public sealed record GraphComparison(
    string Verdict, string Data, IReadOnlyList<GraphArm> Arms, IReadOnlyList<GraphDifference> Differences, IReadOnlyList<string> Notes)
{
    /// <summary>Every arm under every seed.</summary>
    public IReadOnlyList<GraphRun> Runs { get; init; } = [];

    /// <summary>The graph network whose worth is in question; null where none was among the arms.</summary>
    public string? Candidate { get; init; }

    /// <summary>The same as a comparison like those of tables and images, which <c>counterpoise report</c> reads.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="commandLine">The command that makes it again.</param>
    public Comparison ToComparison(string title, string commandLine = "")
    {
        string[] metrics = [.. Runs.SelectMany(run => run.Metrics.Keys).Distinct()];
        return new Comparison
        {
            Title = title,
            Created = DateOnly.FromDateTime(DateTime.Today),
            Pairing = Pairing.Runs,
            Item = "node",
            DataDescription = Data,
            OwnMetrics = [.. metrics.Where(m => !MetricNames.All.Contains(KeyOf(m)))
                .Select(m => new MetricDescription { Name = KeyOf(m), Label = m, Low = 0, High = 1 })],
            Scenarios = [new ComparisonScenario { Name = "graph", Description = Data }],
            Methods = [.. Arms.Select(arm => new ComparisonMethod { Name = arm.Name, IsControl = arm.Name != Candidate })],
            Candidate = Candidate,
            PrimaryMetric = KeyOf(metrics[0]),
            Seeds = [.. Runs.Select(run => (long)run.Seed).Distinct()],
            CommandLine = commandLine,
            ProtocolNotes = [Verdict, .. Notes],
            Cells = [.. Runs.Select(run => new ComparisonCell
            {
                Scenario = "graph",
                Method = run.Arm,
                Seed = (long)run.Seed,
                ConfigHash = ConfigHash.Of([new("arm", run.Arm), new("seed", FormattableString.Invariant($"{run.Seed}"))]),
                Metrics = run.Metrics.ToDictionary(metric => KeyOf(metric.Key), metric => metric.Value),
                Seconds = run.Seconds,
            })],
        };
    }

    /// <summary>The name of a metric in files.</summary>
    internal static string KeyOf(string metric) => metric == GraphComparing.TypesF1 ? "types_macro_f1"
        : metric.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
}
