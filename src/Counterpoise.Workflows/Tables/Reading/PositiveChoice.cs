using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>Which of two classes is the positive one, and why: never guessed where it decides the sign of a result.</summary>
/// <param name="Class">The class, by its place.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record PositiveChoice(int Class, string Reason)
{
    private static readonly string[] Affirmative = ["1", "true", "yes", "positive", "pos", "y", "t", "+"];

    /// <summary>Chooses among two classes.</summary>
    /// <param name="classes">Two classes.</param>
    /// <param name="counts">Rows of each.</param>
    /// <param name="named">What people say, or null.</param>
    /// <param name="isScored">Whether one column scores one of the classes and does not say which, so that a guess would decide the sign of
    /// the result.</param>
    /// <exception cref="InputException">The class is not one of the two, or must be named.</exception>
    internal static PositiveChoice Of(IReadOnlyList<string> classes, IReadOnlyList<int> counts, string? named, bool isScored = false)
    {
        if (named is not null)
        {
            return ClassTexts.IndexOf(classes, named) is var place and >= 0
                ? new PositiveChoice(place, "named by --positive")
                : throw new InputException($"--positive is '{named}'; the classes are {string.Join(", ", classes)}");
        }

        int[] affirmative = [.. Enumerable.Range(0, classes.Count)
            .Where(c => IsAffirmative(classes[c], classes[classes.Count - 1 - c]))];
        if (affirmative.Length == 1)
            return new PositiveChoice(affirmative[0], "by its name");
        var (first, second) = (counts[0], counts[1]);
        return isScored ? throw new InputException(
            $"it does not say of which class the scores are: give --positive {CommandText.Quote(classes[0])} ({Rows(first)}) or "
            + $"--positive {CommandText.Quote(classes[1])} ({Rows(second)})")
            : first == second ? throw new InputException(
                $"both classes have {Rows(first)}, so neither is the minority class: give --positive {CommandText.Quote(classes[0])} or "
                + $"--positive {CommandText.Quote(classes[1])}")
            : new PositiveChoice(first < second ? 0 : 1, "the minority class");
    }

    /// <summary>Whether a name says that a class is the positive one.</summary>
    internal static bool IsAffirmative(string name) => Affirmative.Any(a => name.Equals(a, StringComparison.OrdinalIgnoreCase)
        || ClassTexts.Same(name, a));

    /// <summary>
    /// Whether a name says that a class is the positive one beside the other: 1 does so beside 0 or -1, and not as the first of the codes 1
    /// and 2, of which the second is as often what is looked for.
    /// </summary>
    internal static bool IsAffirmative(string name, string other) => IsAffirmative(name)
        && !(ClassTexts.PlainNumber(name) is { } own && ClassTexts.PlainNumber(other) is { } another && another > own);

    private static string Rows(int count) => $"{count} {(count == 1 ? "row" : "rows")}";
}
