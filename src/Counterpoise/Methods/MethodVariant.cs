namespace Counterpoise.Methods;

/// <summary>
/// A method with options of its own: two variants of one method, such as SMOTE with 3 and with 9 neighbours, have names of their own.
/// </summary>
/// <param name="Method">The method.</param>
/// <param name="Options">Texts of options, by the word that they belong to, a dot and their name, as in <c>smote.k</c>.</param>
/// <param name="Name">What it is called; null for the method's own name.</param>
public sealed record MethodVariant(MethodName Method, IReadOnlyDictionary<string, string> Options, string? Name = null)
{
    /// <summary>A method without options.</summary>
    /// <param name="method">The method.</param>
    public MethodVariant(MethodName method)
        : this(method, new Dictionary<string, string>())
    {
    }

    /// <summary>The options of one word of the method, by their names.</summary>
    /// <param name="word">The word, such as <c>smote</c>.</param>
    public IReadOnlyDictionary<string, string> OptionsOf(string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        var beginning = word + ".";
        return Options.Where(o => o.Key.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(o => o.Key[beginning.Length..], o => o.Value, StringComparer.OrdinalIgnoreCase);
    }
}
