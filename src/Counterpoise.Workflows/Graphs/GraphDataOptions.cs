using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Imbalance;
using Counterpoise.Graph.TimeAware;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Which graph is read: an archive, tables of nodes and edges, events in time, or networks of apps that are made up.</summary>
public sealed record GraphDataOptions
{
    /// <summary>The word that stands for made-up networks of apps.</summary>
    public const string Conflicts = "conflicts";

    /// <summary>
    /// A <c>.npz</c> archive, a <c>.mat</c> file of the fraud benchmarks, a table of edges, a table of events, or <c>conflicts</c>.
    /// </summary>
    public required string Data { get; init; }

    /// <summary>Layout of a table of events; null for a static graph.</summary>
    public EventLayout? Events { get; init; }

    /// <summary>Table of nodes beside a table of edges.</summary>
    public string? Nodes { get; init; }

    /// <summary>Column of a node's name.</summary>
    public string Id { get; init; } = "id";

    /// <summary>Column of a node's class.</summary>
    public string? Label { get; init; }

    /// <summary>Which numbers of the class are positive, such as <c>&gt;0</c>.</summary>
    public string? PositiveWhen { get; init; }

    /// <summary>Texts that stand for an unknown class.</summary>
    public IReadOnlyList<string> UnknownLabels { get; init; } = [];

    /// <summary>Column of a node's time.</summary>
    public string? Time { get; init; }

    /// <summary>Columns of nodes that are no features.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Column of an edge's source.</summary>
    public string Source { get; init; } = "source";

    /// <summary>Column of an edge's target.</summary>
    public string Target { get; init; } = "target";

    /// <summary>Column of an edge's relation.</summary>
    public string? Relation { get; init; }

    /// <summary>Whether edges go one way.</summary>
    public bool Directed { get; init; }

    /// <summary>Whether edges that stand twice count once.</summary>
    public bool MergeDuplicates { get; init; }

    /// <summary>Which labels features of events may rest on.</summary>
    public LabelMode Labels { get; init; } = LabelMode.PastKnown;

    /// <summary>Days until a label is known, 0 or more.</summary>
    public double DelayDays { get; init; }

    /// <summary>Columns of nodes that are no features and need not be there.</summary>
    internal IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>What one relation is called where no column tells it; null for the file's name.</summary>
    internal string? RelationName { get; init; }

    /// <summary>How files of prediction are to be read.</summary>
    internal NodeReading Reading => new() { Id = Id, Label = Label, Time = Time, Exclude = Exclude, Source = Source, Target = Target,
        Relation = Relation, Directed = Directed, MergeDuplicates = MergeDuplicates };

    internal GraphData ReadGraph(CancellationToken cancellationToken) => Path.GetExtension(Data).ToUpperInvariant() switch
    {
        ".NPZ" => GraphArchive.Read(Existing(Data)),
        ".MAT" => FraudMatlabFile.Read(Existing(Data)),
        _ => GraphFile.Read(
            new GraphReadOptions
            {
                Nodes = Nodes,
                Id = Id,
                Label = Label,
                PositiveWhen = PositiveWhen is null ? null : ClassRule.Parse(PositiveWhen),
                UnknownLabels = UnknownLabels,
                Time = Time,
                Exclude = Exclude,
                Unused = Unused,
                Directed = Directed,
                MergeDuplicates = MergeDuplicates,
                Edges = [new EdgeTable { Path = Data, Source = Source, Target = Target, RelationColumn = Relation,
                    Name = RelationName }],
            },
            cancellationToken),
    };

    internal TimedEvents ReadEvents(CancellationToken cancellationToken) => Events == EventLayout.Card
        ? EventFiles.Card(Existing(Data), cancellationToken)
        : EventFiles.Ratings(Existing(Data), cancellationToken);

    internal IReadOnlyList<EventRelation> Kinds => Events == EventLayout.Card ? EventRelation.Card : EventRelation.Ratings;

    internal EventFeatureOptions Features => new() { Labels = Labels, DelaySeconds = DelayDays * 86400,
        SharedEntities = Events == EventLayout.Ratings };

    private static string Existing(string path) => File.Exists(path) ? path
        : throw new FileNotFoundException($"there is no file '{path}'", path);
}
