using F23.StringSimilarity;

namespace Counterpoise.Methods;

/// <summary>Finds the known names that a mistyped one may have meant.</summary>
public static class NearestNames
{
    private const int Most = 3;
    private static readonly OptimalStringAlignment Letters = new();

    /// <summary>
    /// The names in which at most a third of the word's letters are put in, taken out, changed or swapped, or that begin with it, the
    /// nearest first; at most three.
    /// </summary>
    /// <param name="word">What was typed.</param>
    /// <param name="names">The names that exist.</param>
    public static IReadOnlyList<string> Of(string word, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(names);
        var typed = word.ToLowerInvariant();
        var farthest = Math.Max(1, typed.Length / 3);
        return [.. names.Select(name => (Name: name, Distance: Distance(typed, name.ToLowerInvariant())))
            .Where(n => n.Distance <= farthest || (typed.Length >= 3 && n.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).Take(Most).Select(n => n.Name)];
    }

    /// <summary>
    /// The nearest names as a question in brackets behind a mistyped one, such as <c> (did you mean smote or smoten?)</c>; empty
    /// without any.
    /// </summary>
    /// <param name="word">What was typed.</param>
    /// <param name="names">The names that exist.</param>
    public static string Question(string word, IEnumerable<string> names) =>
        Of(word, names) is { Count: > 0 } near ? $" (did you mean {string.Join(" or ", near)}?)" : "";

    /// <summary>Letters to put in, take out, change or swap with their neighbour (optimal string alignment). O(|a|·|b|).</summary>
    /// <param name="a">A text.</param>
    /// <param name="b">Another.</param>
    public static int Distance(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return (int)Letters.Distance(a, b);
    }
}
