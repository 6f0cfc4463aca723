namespace Counterpoise.Methods;

/// <summary>Finds the known names that a mistyped one may have meant.</summary>
public static class NearestNames
{
    private const int Most = 3;

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

    /// <summary>Letters to put in, take out, change or swap with their neighbour (optimal string alignment). O(|a|·|b|).</summary>
    /// <param name="a">A text.</param>
    /// <param name="b">Another.</param>
    public static int Distance(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
