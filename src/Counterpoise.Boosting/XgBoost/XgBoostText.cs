using System.Text.Json;
using System.Text.Unicode;

namespace Counterpoise.Boosting;

/// <summary>Checks a model in XGBoost's JSON before the library reads it: children, columns and counts, which the library trusts.</summary>
internal static class XgBoostText
{
    /// <summary>Checks a text.</summary>
    /// <exception cref="FormatException">A count, a column or a child cannot be; the message names it.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static void Check(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes))
            throw new FormatException("the text is no UTF-8");
        using var json = JsonDocument.Parse(bytes);
        var learner = Get(json.RootElement, "learner");
        var booster = Get(learner, "gradient_booster");
        if (Get(booster, "name").ToString() != "gbtree")
            throw new FormatException("the booster is no gbtree");
        var columns = Number(Get(Get(learner, "learner_model_param"), "num_feature"), 0);
        foreach (var (i, tree) in Items(Get(Get(booster, "model"), "trees")).Index())
            CheckTree(tree, i, columns);
    }

    private static void CheckTree(JsonElement tree, int number, int columns)
    {
        int[] left = Integers(tree, "left_children"), right = Integers(tree, "right_children"), splits = Integers(tree, "split_indices");
        if (left.Length == 0 || right.Length != left.Length || splits.Length != left.Length
            || Items(Get(tree, "split_conditions")).Count() != left.Length)
            throw new FormatException($"tree {number}: its arrays are of different lengths");
        if (Number(Get(Get(tree, "tree_param"), "num_nodes"), 1) != left.Length)
            throw new FormatException($"tree {number}: the number of nodes is not that of its arrays");
        for (var node = 0; node < left.Length; node++)
        {
            var isLeaf = left[node] == -1 && right[node] == -1;
            if (!isLeaf && (left[node] <= node || right[node] <= node || left[node] >= left.Length || right[node] >= left.Length
                || splits[node] < 0 || splits[node] >= columns))
                throw new FormatException($"tree {number}: node {node} leads to {left[node]} and {right[node]} by column {splits[node]}");
        }
    }

    private static JsonElement Get(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value
            : throw new FormatException($"'{name}' is missing");

    private static JsonElement.ArrayEnumerator Items(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : throw new FormatException("a list was expected");

    private static int[] Integers(JsonElement element, string name) => [.. Items(Get(element, name)).Select(v => Number(v, -1))];

    /// <summary>XGBoost writes some numbers as texts.</summary>
    private static int Number(JsonElement element, int least) =>
        int.TryParse(element.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least ? number
            : throw new FormatException($"found '{element}'; expected a whole number from {least} on");
}
