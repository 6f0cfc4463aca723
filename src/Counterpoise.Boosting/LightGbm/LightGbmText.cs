using System.Globalization;
using System.Text;

namespace Counterpoise.Boosting;

/// <summary>
/// Checks a model in LightGBM's text before the library reads it: the library trusts sizes, counts and children, and a text that lies
/// would make it read outside of its memory.
/// </summary>
internal static class LightGbmText
{
    private const string EndOfTrees = "end of trees";

    /// <summary>Checks a text.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="isRegression">Whether the trees predict a number, and not classes.</param>
    /// <exception cref="FormatException">A size, a count or a child cannot be; the message names it.</exception>
    public static void Check(ReadOnlySpan<byte> bytes, bool isRegression = false)
    {
        // One character a byte, so that sizes in bytes are lengths of the text.
        var text = Encoding.Latin1.GetString(bytes);
        var trees = text.IndexOf("Tree=", StringComparison.Ordinal);
        var end = text.IndexOf(EndOfTrees, StringComparison.Ordinal);
        if (trees < 0 || end < trees || text.Contains('\0', StringComparison.Ordinal))
            throw new FormatException("expected a head, trees and 'end of trees', and no zero byte");
        var head = Values(text[..trees]);
        int classes = Number(head, "num_class", 1, 1 << 16), each = Number(head, "num_tree_per_iteration", 1, classes),
            columns = 1 + Number(head, "max_feature_idx", 0, int.MaxValue - 1);
        if (Words(head, "feature_names").Length != columns || Words(head, "feature_infos").Length != columns)
            throw new FormatException($"expected {columns} names and ranges of columns");
        RequireObjective(Text(head, "objective"), classes, isRegression);
        if (each != classes)
            throw new FormatException($"{each} trees a round for {classes} classes; expected as many");
        int[] sizes = [.. Words(head, "tree_sizes").Select(w => Integer(w, "tree_sizes"))];
        if (sizes.Length == 0 || sizes.Length % each != 0)
            throw new FormatException($"found {sizes.Length} trees; expected a multiple of {each}");
        var at = trees;
        foreach (var (i, size) in sizes.Index())
        {
            if (size <= 0 || size > end - at || !text.AsSpan(at, size).StartsWith($"Tree={i}\n"))
                throw new FormatException($"tree {i} does not stand where its size says");
            CheckTree(Values(text.Substring(at, size)), i, columns);
            at += size;
        }

        if (text[at..end].Trim().Length > 0)
            throw new FormatException("something stands behind the last tree");
    }

    private static void RequireObjective(string objective, int classes, bool isRegression)
    {
        var expected = isRegression ? "regression" : classes == 1 ? "binary sigmoid:1"
            : string.Create(CultureInfo.InvariantCulture, $"multiclass num_class:{classes}");
        if (objective != expected)
            throw new FormatException($"the objective is '{objective}'; expected '{expected}'");
    }

    private static void CheckTree(Dictionary<string, string> tree, int number, int columns)
    {
        var leaves = Number(tree, "num_leaves", 1, 1 << 24);
        if (Number(tree, "num_cat", 0, 0) != 0 || Number(tree, "is_linear", 0, 0) != 0)
            throw new FormatException($"tree {number} is of another kind");
        RequireCount(tree, "leaf_value", leaves, number);
        if (leaves == 1)
            return;
        foreach (var name in (string[])["split_feature", "threshold", "decision_type", "left_child", "right_child"])
            RequireCount(tree, name, leaves - 1, number);
        foreach (var feature in Words(tree, "split_feature"))
        {
            if (Integer(feature, "split_feature") is var column && (column < 0 || column >= columns))
                throw new FormatException($"tree {number} splits column {column} of {columns}");
        }

        foreach (var name in (string[])["left_child", "right_child"])
        {
            foreach (var (node, word) in Words(tree, name).Index())
            {
                // Leaves are −1, −2, …; nodes stand behind their parent, so that no row goes round in a circle.
                var child = Integer(word, name);
                if (child >= 0 ? child <= node || child >= leaves - 1 : ~child >= leaves)
                    throw new FormatException($"tree {number}: node {node} has {name} {child}");
            }
        }

        // A category's bit in the kind of a decision would send the library to tables that are not there.
        if (Words(tree, "decision_type").Any(w => (Integer(w, "decision_type") & 1) != 0))
            throw new FormatException($"tree {number} splits categories");
    }

    private static void RequireCount(Dictionary<string, string> values, string name, int count, int tree)
    {
        if (Words(values, name) is { Length: var found } words
            && (found != count || words.Any(w => !double.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out _))))
            throw new FormatException($"tree {tree} has {found} numbers of {name}; expected {count}");
    }

    private static Dictionary<string, string> Values(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && !values.TryAdd(line[..at], line[(at + 1)..]))
                throw new FormatException($"'{line[..at]}' stands twice");
        }

        return values;
    }

    private static string Text(Dictionary<string, string> values, string name) =>
        values.TryGetValue(name, out var value) ? value : throw new FormatException($"'{name}' is missing");

    private static string[] Words(Dictionary<string, string> values, string name) =>
        Text(values, name).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static int Number(Dictionary<string, string> values, string name, int least, int most) =>
        Integer(Text(values, name), name) is var number && number >= least && number <= most ? number
            : throw new FormatException($"'{name}' is {number}; expected {least} to {most}");

    private static int Integer(string word, string name) =>
        int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException($"'{name}' holds '{word}'");
}
