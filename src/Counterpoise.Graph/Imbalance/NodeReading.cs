namespace Counterpoise.Graph.Imbalance;

/// <summary>How the files of training were read, so that files of prediction are read alike.</summary>
public sealed record NodeReading
{
    /// <summary>Column of a node's name; default <c>id</c>.</summary>
    public string Id { get; init; } = "id";

    /// <summary>Column of a node's class, which is no feature; default null.</summary>
    public string? Label { get; init; }

    /// <summary>Column of a node's time; default null.</summary>
    public string? Time { get; init; }

    /// <summary>Columns of nodes that are no features; default none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Column of an edge's source; default <c>source</c>.</summary>
    public string Source { get; init; } = "source";

    /// <summary>Column of an edge's target; default <c>target</c>.</summary>
    public string Target { get; init; } = "target";

    /// <summary>Column of an edge's relation; default null, one relation for the whole file.</summary>
    public string? Relation { get; init; }

    /// <summary>Whether edges go one way; default false.</summary>
    public bool Directed { get; init; }

    /// <summary>Whether edges that stand twice count once; default false.</summary>
    public bool MergeDuplicates { get; init; }
}
