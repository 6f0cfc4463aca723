using System.Globalization;
using System.Text;
using Counterpoise.ClassifierForms;

namespace Counterpoise.Boosting;

/// <summary>The trees of a model in LightGBM's text, whose numbers have the 17 digits that give them back exactly.</summary>
internal static class LightGbmTrees
{
    private const int MissingKind = 0b1100, ZeroIsMissing = 0b0100;

    public static TreesForm Read(ReadOnlySpan<byte> bytes, CategoryCodes codes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var trees = text.Split("\nTree=");
        var head = Values(trees[0]);
        var outputs = int.Parse(head["num_class"], CultureInfo.InvariantCulture);
        TreeForm[] forms = [.. trees.Skip(1).Select((tree, i) => Tree(Values(tree.Split("\nend of trees")[0]), i % outputs))];
        var averages = trees[0].Split('\n').Contains("average_output");
        return new TreesForm(Math.Max(2, outputs), codes.Width, forms, outputs == 1 ? TreeLink.Logistic : TreeLink.Softmax)
        {
            Divisor = averages ? forms.Length / outputs : 1,
            Groups = codes.Count == codes.Width ? null : codes.Groups,
        };
    }

    /// <summary>Nodes stand first, then leaves; LightGBM counts leaves as −1, −2, ….</summary>
    private static TreeForm Tree(Dictionary<string, string> tree, int output)
    {
        var leaves = Numbers(tree["leaf_value"]);
        var nodes = leaves.Length - 1;
        if (nodes == 0) return new TreeForm([-1], [0], [-1], [-1], leaves, output);
        if (Integers(tree["decision_type"]).Any(d => (d & MissingKind) == ZeroIsMissing))
            throw new NotSupportedException("trees of LightGBM that take 0 for a missing value cannot be written as a formula");
        int[] none = [.. Enumerable.Repeat(-1, leaves.Length)];
        int Child(int child) => child >= 0 ? child : nodes + ~child;
        return new TreeForm([.. Integers(tree["split_feature"]), .. none], [.. Numbers(tree["threshold"]), .. new double[leaves.Length]],
            [.. Integers(tree["left_child"]).Select(Child), .. none], [.. Integers(tree["right_child"]).Select(Child), .. none],
            [.. new double[nodes], .. leaves], output);
    }

    private static Dictionary<string, string> Values(string text) => text.Split('\n').Select(line => line.Split('=', 2))
        .Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private static int[] Integers(string words) =>
        [.. Words(words).Select(w => int.Parse(w, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))];

    private static double[] Numbers(string words) => [.. Words(words).Select(w => double.Parse(w, CultureInfo.InvariantCulture))];

    private static string[] Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
