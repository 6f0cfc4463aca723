namespace Counterpoise.Graph.Graphs;

/// <summary>A file of edges and the names of its columns.</summary>
public sealed record EdgeTable
{
    /// <summary>The file: any format of <see cref="Data.TableFile"/>.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the relation. Default null: the file's name without its ending.</summary>
    public string? Name { get; init; }

    /// <summary>Column of the source node; default <c>source</c>.</summary>
    public string Source { get; init; } = "source";

    /// <summary>Column of the target node; default <c>target</c>.</summary>
    public string Target { get; init; } = "target";

    /// <summary>Column that names the relation of each edge, for files of several; default null.</summary>
    public string? RelationColumn { get; init; }

    /// <summary>Column of the time of an edge, numbers or ISO 8601; default null.</summary>
    public string? Time { get; init; }

    /// <summary>Column of the class of an edge; default null.</summary>
    public string? Label { get; init; }
}
