using Counterpoise.Messages;

namespace Counterpoise.Splits;

/// <summary>Checks that no part of a split lacks a class in silence.</summary>
internal static class ClassCoverage
{
    /// <summary>The number of folds, as a message calls it.</summary>
    public static SettingPart FoldsSetting { get; } = new("folds");

    public static string Name(int label, IReadOnlyList<string>? names) => names is null ? $"class {label}" : $"class '{names[label]}'";

    /// <summary>Adds a warning for each class that the data have and a part lacks, or throws.</summary>
    public static Split Check(Split split, ReadOnlySpan<int> labels, MissingClassPolicy policy, IReadOnlyList<string>? names,
        Message remedy,
        string heldOut = "test")
    {
        var all = new HashSet<int>(labels.ToArray());
        var warnings = new List<string>(split.Warnings);
        foreach (var (rows, part) in new[] { (split.Train, "training"), (split.Validation, "validation"), (split.Test, heldOut) })
        {
            if (rows.Length == 0 && rows == split.Validation) continue;
            var found = new HashSet<int>();
            foreach (var row in rows) found.Add(labels[row]);
            foreach (var label in all.Except(found).Order()) warnings.Add($"{Name(label, names)} has no row in the {part} split");
        }

        if (policy == MissingClassPolicy.Throw && warnings.Count > split.Warnings.Count)
            throw new DataMismatchException(
                $"{warnings[split.Warnings.Count]}: {remedy}, or accept it with {new ChoicePart(MissingClassPolicy.Warn)}");
        return split with { Warnings = warnings };
    }

    /// <summary>One split per fold, of which the test split is the fold and the training split the rest.</summary>
    public static IReadOnlyList<Split> Folds(int[] foldOf, int folds) => [.. Enumerable.Range(0, folds).Select(f => new Split
    {
        Train = [.. Enumerable.Range(0, foldOf.Length).Where(i => foldOf[i] != f)],
        Test = [.. Enumerable.Range(0, foldOf.Length).Where(i => foldOf[i] == f)],
    })];

    public static void CheckFolds(int folds, int rows)
    {
        if (folds < 2 || folds > rows)
            throw new ArgumentException($"found {folds} folds for {rows} rows; expected at least 2 and no more than there are rows",
                nameof(folds));
    }
}
