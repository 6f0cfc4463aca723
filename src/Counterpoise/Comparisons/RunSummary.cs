using Counterpoise.Files;

namespace Counterpoise.Comparisons;

/// <summary>One training run, as its report shows it: data and class counts, method, result, how to do it again.</summary>
public sealed record RunSummary
{
    private const int CurrentFormat = 1;

    /// <summary>The heading of the report.</summary>
    public required string Title { get; init; }

    /// <summary>The day of the run; written as an ISO 8601 date.</summary>
    public required DateOnly Created { get; init; }

    /// <summary>What the data consists of, in the singular, such as <c>image</c> or <c>row</c>. Default <c>row</c>.</summary>
    public string Item { get; init; } = "row";

    /// <summary>What the data is and how it was split.</summary>
    public string DataDescription { get; init; } = "";

    /// <summary>The classes in the order of labels, rows and columns.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>The class counts with σ, τ and λ.</summary>
    public required ComparisonScenario Data { get; init; }

    /// <summary>The method.</summary>
    public required ComparisonMethod Method { get; init; }

    /// <summary>The evaluation, the curves and the mistakes.</summary>
    public required ComparisonCell Result { get; init; }

    /// <summary>The metric on the validation split that chose the epoch, one of <see cref="MetricNames"/>; null where not known.</summary>
    public string? SelectionMetric { get; init; }

    /// <summary>
    /// Embeddings that a supervised contrastive term sees at once, M: images of a batch times views; null where not known.
    /// </summary>
    public int? ContrastiveBatch { get; init; }

    /// <summary>Versions and threads.</summary>
    public ComparisonEnvironment Environment { get; init; } = new();

    /// <summary>The command that makes this run again.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The resolved configuration as YAML or JSON; empty where not kept.</summary>
    public string Configuration { get; init; } = "";

    /// <summary>What a reader must know of the protocol.</summary>
    public IReadOnlyList<string> ProtocolNotes { get; init; } = [];

    /// <summary>The number of the file's layout. Default 1, the only one there has been.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Reads a summary.</summary>
    /// <param name="path">A file written by <see cref="Save"/>.</param>
    /// <exception cref="InvalidDataException">The file is not a run's summary, or of a later layout.</exception>
    public static RunSummary Load(string path) =>
        ComparisonJson.Read<RunSummary>(path, CurrentFormat, "train into a new folder");

    /// <summary>Writes the summary as indented JSON; the file is replaced as a whole.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.Write(path, stream => ComparisonJson.Write(stream, this));
}
