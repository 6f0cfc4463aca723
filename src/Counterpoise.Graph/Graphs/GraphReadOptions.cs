using Counterpoise.Messages;
using Counterpoise.Options;
using Counterpoise.Tables;

namespace Counterpoise.Graph.Graphs;

/// <summary>How files become a graph.</summary>
public sealed record GraphReadOptions
{
    /// <summary>The file of nodes. Default null: the nodes are those that edges name, without features.</summary>
    public string? Nodes { get; init; }

    /// <summary>The files of edges, one or more.</summary>
    public IReadOnlyList<EdgeTable> Edges { get; init; } = [];

    /// <summary>Column of a node's name; default <c>id</c>.</summary>
    public string Id { get; init; } = "id";

    /// <summary>Column of a node's class; default null: no labels.</summary>
    public string? Label { get; init; }

    /// <summary>Which numbers of <see cref="Label"/> are the positive class; default null: each text is a class.</summary>
    public ClassRule? PositiveWhen { get; init; }

    /// <summary>Texts of <see cref="Label"/> that stand for an unknown class, such as <c>unknown</c>; default: none.</summary>
    public IReadOnlyList<string> UnknownLabels { get; init; } = [];

    /// <summary>Column of a node's time, numbers or ISO 8601; default null.</summary>
    public string? Time { get; init; }

    /// <summary>Column that names the graph of a node, where the file holds many graphs; default null.</summary>
    public string? Graph { get; init; }

    /// <summary>Column of a graph's class, the same on all its nodes; default null.</summary>
    public string? GraphLabel { get; init; }

    /// <summary>Columns that are no features; default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Columns that are no features and that need not be there, such as the class at prediction; default: none.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>Whether edges go one way; default false: each goes both ways.</summary>
    public bool Directed { get; init; }

    /// <summary>Whether an edge that stands twice counts once instead of being a fault; default false.</summary>
    public bool MergeDuplicates { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(GraphReadOptions))
        .Require(Edges.Count > 0, $"{new SettingPart(nameof(Edges))} is empty; expected at least one file of edges")
        .Require(Nodes is not null || Label is null,
            $"{new SettingPart(nameof(Label))} is '{Label}' and there is no file of nodes; name one in {new SettingPart(nameof(Nodes))}")
        .Require(GraphLabel is null || Graph is not null,
            $"{new SettingPart(nameof(GraphLabel))} needs {new SettingPart(nameof(Graph))}, the column that names the graph of a node")
        .Require(Id.Length > 0, $"{new SettingPart(nameof(Id))} is empty; expected the name of a column")
        .ThrowIfAny();
}
