using Counterpoise.Graph.Imbalance;

namespace Counterpoise.Workflows.Graphs;

/// <summary>
/// Names of what is done about a rare class of nodes: <c>sage</c>, with words behind it such as <c>sage/weighted/degree-adjusted</c>.
/// </summary>
public static class NodeMethods
{
    /// <summary>What is trained where nothing is named: plain cross-entropy with a threshold tuned on validation.</summary>
    public const string Default = "sage";

    private const int Batch = 512;

    private static readonly Dictionary<string, NodeMethod> Methods = new()
    {
        ["weighted"] = NodeMethod.Weighted,
        ["topology"] = NodeMethod.Topology,
        ["graph-smote"] = NodeMethod.GraphSmote,
        ["label-balanced"] = NodeMethod.LabelBalanced,
        ["similarity-filter"] = NodeMethod.SimilarityFilter,
    };

    /// <summary>The words in the order in which a comparison takes them, each behind <c>sage</c>.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Methods.Keys, "degree-adjusted", "mini-batches", "class-aware"];

    /// <summary>What a comparison runs.</summary>
    public static IReadOnlyList<string> Compared { get; } = [Default, .. Words.Select(word => $"{Default}/{word}")];

    /// <summary>Reads a name.</summary>
    /// <param name="name">Such as <c>sage/weighted/degree-adjusted</c>: one way of training at most, calibration, and batches.</param>
    /// <param name="basic">Network and training.</param>
    /// <exception cref="InputException">A word is unknown, or words do not go together.</exception>
    public static NodeOptions Parse(string name, NodeOptions basic)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(basic);
        var words = name.Split('/');
        if (words[0] != Default || words[1..].Except(Words).Any() || words.Distinct().Count() < words.Length)
        {
            throw new InputException(
                $"'{name}' is no method for nodes of a graph; expected {Default}, or {Default}/ and words of {string.Join(", ", Words)}");
        }

        string[] ways = [.. words[1..].Where(Methods.ContainsKey)];
        var batches = words.Contains("mini-batches") || words.Contains("class-aware");
        if (ways.Length > 1 || (batches && ways is ["graph-smote" or "label-balanced" or "similarity-filter"]))
        {
            throw new InputException(
                $"'{name}' joins {string.Join(" and ", words[1..])}, which do not go together: expected one way of training, and batches "
                    + "behind weighted, topology or none");
        }

        return basic with
        {
            Method = ways is [var way] ? Methods[way] : basic.Method,
            DegreeAdjustment = words.Contains("degree-adjusted"),
            BatchSize = batches ? Batch : basic.BatchSize,
            ClassAware = words.Contains("class-aware"),
        };
    }
}
