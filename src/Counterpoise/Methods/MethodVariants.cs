namespace Counterpoise.Methods;

/// <summary>Reads the methods of a comparison: names, options of their words, and variants with names of their own.</summary>
public static class MethodVariants
{
    /// <summary>Reads them.</summary>
    /// <param name="names">Names of methods, and of <paramref name="variants"/>.</param>
    /// <param name="options">Options as <c>WORD.OPTION=VALUE</c>; each goes to all methods that have the word.</param>
    /// <param name="variants">Variants as <c>NAME=METHOD;OPTION=VALUE;…</c>; an option's word may be left out where the method has one
    /// word.</param>
    /// <param name="elsewhere">Further words whose options are bound elsewhere, such as those of classifiers.</param>
    /// <returns>The named methods in their order, each once; where there are variants that no name names, they follow.</returns>
    /// <exception cref="ArgumentException">A name, an option or a variant cannot be read, or an option is of no method.</exception>
    public static IReadOnlyList<MethodVariant> Parse(
        IEnumerable<string> names, IEnumerable<string> options, IEnumerable<string> variants, IEnumerable<string>? elsewhere = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(variants);
        MethodVariant[] own = [.. variants.Select(Variant)];
        if (own.GroupBy(KeyOf).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"two variants are called '{twice.Key}': give each a name of its own");
        }

        MethodVariant[] all = [.. names.Select(name => Find(own, name)).Concat(own).DistinctBy(KeyOf, StringComparer.OrdinalIgnoreCase)];
        var given = options.Select(Pair).ToArray();
        RequireTaken(given, all, [.. elsewhere ?? []]);
        IEnumerable<KeyValuePair<string, string>> For(MethodName method) =>
            given.Where(o => method.Words.Contains(WordOf(o.Key), StringComparer.OrdinalIgnoreCase));
        return [.. all.Select(v => v with { Options = Join(For(v.Method), v.Options) })];
    }

    /// <summary>The options of a word that stands in no name of a method, such as a classifier, by their names.</summary>
    /// <param name="word">The word.</param>
    /// <param name="options">Options as <c>WORD.OPTION=VALUE</c>.</param>
    /// <exception cref="ArgumentException">An option has not that form.</exception>
    public static IReadOnlyDictionary<string, string> OptionsOf(string word, IEnumerable<string> options) =>
        new MethodVariant(new MethodName(), Join(options.Select(Pair), new Dictionary<string, string>())).OptionsOf(word);

    /// <summary>A variant goes by its name, which may be that of its method: then it is the method with these options.</summary>
    private static string KeyOf(MethodVariant variant) => variant.Name ?? variant.Method.ToString();

    private static MethodVariant Find(MethodVariant[] own, string name)
    {
        if (own.FirstOrDefault(v => v.Name is { } named && named.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } variant)
        {
            return variant;
        }

        var method = MethodName.Parse(name);
        return own.FirstOrDefault(v => v.Name is null && v.Method == method) ?? new MethodVariant(method);
    }

    private static MethodVariant Variant(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0
            || parts[0].Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } method])
        {
            throw new ArgumentException($"variant '{text}': expected NAME=METHOD;OPTION=VALUE, such as smote-3=smote;k=3");
        }

        var parsed = MethodName.Parse(method);
        var isMethod = MethodName.TryParse(name, out var named);
        if (isMethod && named != parsed)
        {
            throw new ArgumentException($"variant '{text}': '{name}' is a method already: give the variant another name");
        }

        string[] words = [.. parsed.Words.Where(w => w != MethodName.PlainLoss)];
        string Qualified(string option) => words.Any(w => option.StartsWith(w + ".", StringComparison.OrdinalIgnoreCase)) ? option
            : words.Length == 1 ? $"{words[0]}.{option}"
            : throw new ArgumentException(
                $"variant '{text}': say which word '{option}' belongs to, such as {(words.Length > 0 ? words[0] : "smote")}.{option}");
        return new(parsed, Join(
            parts.Skip(1).Select(Split).Select(o => KeyValuePair.Create(Qualified(o.Key), o.Value)), new Dictionary<string, string>()),
            name);
    }

    private static KeyValuePair<string, string> Pair(string text) =>
        Split(text) is var pair && pair.Key.Contains('.', StringComparison.Ordinal)
        ? pair : throw new ArgumentException($"option '{text}': expected METHOD.OPTION=VALUE, such as smote.k=3");

    private static KeyValuePair<string, string> Split(string text) =>
        text.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value]
        ? new(name, value) : throw new ArgumentException($"option '{text}': expected OPTION=VALUE, such as k=3");

    private static string WordOf(string option) => option[..option.IndexOf('.', StringComparison.Ordinal)];

    private static void RequireTaken(KeyValuePair<string, string>[] given, MethodVariant[] all, string[] elsewhere)
    {
        string[] words = [.. all.SelectMany(v => v.Method.Words).Concat(elsewhere).Distinct()];
        if (given.FirstOrDefault(o => !words.Contains(WordOf(o.Key), StringComparer.OrdinalIgnoreCase)) is { Key: { } lost })
        {
            var nearest = NearestNames.Of(WordOf(lost), words);
            throw new ArgumentException($"option '{lost}': no method here has '{WordOf(lost)}' in its name"
                + (nearest.Count > 0 ? $": did you mean {string.Join(" or ", nearest)}?" : $"; the words are {string.Join(", ", words)}"));
        }
    }

    private static Dictionary<string,
        string> Join(IEnumerable<KeyValuePair<string, string>> options, IReadOnlyDictionary<string, string> over)
    {
        var joined = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in options)
        {
            if (!joined.TryAdd(name, value))
            {
                throw new ArgumentException($"option '{name}' is given twice ({joined[name]}, then {value}); give it once");
            }
        }

        foreach (var (name, value) in over)
        {
            joined[name] = value;
        }

        return joined;
    }
}
