using System.Text.Json.Serialization;
using Counterpoise.Files;
using Counterpoise.Metrics;

namespace Counterpoise.Comparisons;

/// <summary>
/// A paired comparison of methods over scenarios (or data sets) and seeds (or folds): how it was made, every finished cell,
/// and the differences between the methods. It is what a report is drawn from and what <c>comparison.json</c> holds.
/// </summary>
public sealed record Comparison
{
    /// <summary>The version of the file's layout that this build writes.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The version of the file's layout.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The heading of the report.</summary>
    public required string Title { get; init; }

    /// <summary>The day the comparison was made; written as an ISO 8601 date.</summary>
    public required DateOnly Created { get; init; }

    /// <summary>What is paired: runs of a seed, or data sets with their folds.</summary>
    public required Pairing Pairing { get; init; }

    /// <summary>What the data consists of, in the singular, such as <c>image</c>, <c>row</c> or <c>node</c>. Default <c>row</c>.</summary>
    public string Item { get; init; } = "row";

    /// <summary>Metrics that are not standard: label, direction and range, as their <see cref="IMetric"/> says them.</summary>
    public IReadOnlyList<MetricDescription> OwnMetrics { get; init; } = [];

    /// <summary>What the data is, where it comes from, how it was split; one or two sentences.</summary>
    public string DataDescription { get; init; } = "";

    /// <summary>The classes in the order of labels, rows and columns; empty where each data set has its own.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The scenarios or data sets, in the order in which they are shown.</summary>
    public required IReadOnlyList<ComparisonScenario> Scenarios { get; init; }

    /// <summary>The methods, in the order in which they are shown.</summary>
    public required IReadOnlyList<ComparisonMethod> Methods { get; init; }

    /// <summary>The name of the method that the others are measured against; the first method where null.</summary>
    public string? Baseline { get; init; }

    /// <summary>The name of the method whose worth is in question; where null, all methods that are no controls are.</summary>
    public string? Candidate { get; init; }

    /// <summary>The metric that the verdict is about, one of <see cref="MetricNames"/> or a name of the user's own.</summary>
    public string PrimaryMetric { get; init; } = MetricNames.GeometricMean;

    /// <summary>The metric on the validation split that chose the epoch, one of <see cref="MetricNames"/>; null where not known.</summary>
    public string? SelectionMetric { get; init; }

    /// <summary>
    /// Embeddings that a supervised contrastive term sees at once, M: images of a batch times views. Where all embeddings are alike the
    /// term is ln(M − 1). Null where not known.
    /// </summary>
    public int? ContrastiveBatch { get; init; }

    /// <summary>The classifiers from the simplest to the most complex, for tables; empty where there is one model only.</summary>
    public IReadOnlyList<string> Classifiers { get; init; } = [];

    /// <summary>The seeds of the repetitions.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>Versions and threads.</summary>
    public ComparisonEnvironment Environment { get; init; } = new();

    /// <summary>The command that makes this comparison again.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>What a reader must know of the protocol: what is paired, what was cut, what was chosen on which part.</summary>
    public IReadOnlyList<string> ProtocolNotes { get; init; } = [];

    /// <summary>The finished cells, one per scenario, method, seed and fold.</summary>
    public IReadOnlyList<ComparisonCell> Cells { get; init; } = [];

    /// <summary>The paired differences between methods, one per metric, scenario and pair.</summary>
    public IReadOnlyList<PairedDifference> Differences { get; init; } = [];

    /// <summary>The name of the baseline: <see cref="Baseline"/>, or the first method; empty without methods.</summary>
    [JsonIgnore]
    public string BaselineName => Baseline ?? (Methods.Count > 0 ? Methods[0].Name : "");

    /// <summary>What is known of a metric: label, direction and range.</summary>
    /// <param name="metric">A metric's name, standard or of <see cref="OwnMetrics"/>, with or without what it was taken on.</param>
    public MetricDescription Describe(string metric) => MetricNames.Describe(metric, OwnMetrics);

    /// <summary>Returns the classes of a scenario: its own where it names them, else those of the comparison.</summary>
    /// <param name="scenario">A scenario of this comparison.</param>
    public IReadOnlyList<string> ClassNamesOf(ComparisonScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return scenario.ClassNames ?? ClassNames;
    }

    /// <summary>Reads a comparison.</summary>
    /// <param name="path">A file written by <see cref="Save"/>.</param>
    /// <exception cref="InvalidDataException">The file is not a comparison, or of a later layout.</exception>
    public static Comparison Load(string path)
    {
        var comparison = ComparisonJson.Read<Comparison>(path, CurrentFormat, "compare into a new folder");
        // Files of layout 1 do not say which way a difference is better.
        return comparison with
        {
            Differences = [.. comparison.Differences.Select(d => d with { LowerIsBetter = !comparison.Describe(d.Metric).HigherIsBetter })],
        };
    }

    /// <summary>
    /// Writes the comparison as indented JSON, cells in the order of <see cref="Sorted"/>; the file is replaced as a whole.
    /// </summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.Write(path, stream =>
        ComparisonJson.Write(stream, Sorted() with { Format = CurrentFormat }));

    /// <summary>
    /// Returns the comparison with its cells ordered by scenario, method, classifier, seed and fold. Of cells with equal hash and method
    /// the later one is kept; methods that come to the same on some data share a hash, and each keeps its cell.
    /// </summary>
    public Comparison Sorted()
    {
        var byHash = new Dictionary<(string Hash, string Method), ComparisonCell>();
        foreach (var cell in Cells)
        {
            byHash[(cell.ConfigHash, cell.Method)] = cell;
        }

        var scenarios = Positions(Scenarios.Select(s => s.Name));
        var methods = Positions(Methods.Select(m => m.Name));
        return this with
        {
            Cells = [.. byHash.Values
                .OrderBy(c => scenarios.GetValueOrDefault(c.Scenario, int.MaxValue)).ThenBy(c => c.Scenario, StringComparer.Ordinal)
                .ThenBy(c => methods.GetValueOrDefault(c.Method, int.MaxValue)).ThenBy(c => c.Method, StringComparer.Ordinal)
                .ThenBy(c => c.Classifier, StringComparer.Ordinal).ThenBy(c => c.Seed).ThenBy(c => c.Fold ?? -1)
                .ThenBy(c => c.ConfigHash, StringComparer.Ordinal)],
        };
    }

    /// <summary>Returns the comparison with further cells; a cell whose hash is already there replaces the old one.</summary>
    /// <param name="cells">Finished cells, for instance those that an experiment has kept.</param>
    public Comparison WithCells(IEnumerable<ComparisonCell> cells) => (this with { Cells = [.. Cells, .. cells] }).Sorted();

    private static Dictionary<string, int> Positions(IEnumerable<string> names)
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            positions.TryAdd(name, positions.Count);
        }

        return positions;
    }
}
