namespace Counterpoise.Methods;

/// <summary>The words of which names of methods are made, for images and tables alike.</summary>
public sealed class MethodVocabulary
{
    /// <summary>The form of a name.</summary>
    public const string Form = "[probe/|head/][SAMPLER/][LOSS[-drw][+CONTRASTIVE[-adaptive]][:STAGE]][/DECISION]";

    private static MethodVocabulary? _standard;

    private readonly Dictionary<string, MethodWord> _byName;

    private MethodVocabulary(IReadOnlyList<MethodWord> words)
    {
        Words = words;
        _byName = words.ToDictionary(w => w.Name, StringComparer.OrdinalIgnoreCase);
        _byName.TryAdd(PlainOfClassifiers, _byName[MethodName.PlainLoss]);
    }

    /// <summary>The words that ship, and those of samplers that were registered.</summary>
    public static MethodVocabulary Standard
    {
        get
        {
            var (samplers, known) = (DataMethods.All, _standard);
            if (known is null || known.Words.Count(w => w.Part == MethodPart.Data) != samplers.Count)
            {
                _standard = known = new([.. StandardWords.Inputs, .. StandardWords.Data, .. StandardWords.Losses,
                    .. StandardWords.Contrastives,
                    .. StandardWords.Stages, .. StandardWords.Decisions]);
            }

            return known;
        }
    }

    /// <summary>All words, by the part of a name that they can be.</summary>
    public IReadOnlyList<MethodWord> Words { get; }

    private static string PlainOfClassifiers => "none";

    /// <summary>This vocabulary with further words, such as a sampler of one's own.</summary>
    /// <param name="words">Words whose names are new.</param>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    public MethodVocabulary With(params IEnumerable<MethodWord> words)
    {
        MethodWord[] added = [.. words];
        return added.FirstOrDefault(w => Find(w.Name) is not null || Successor(w.Name) is not null) is { } taken
            ? throw new ArgumentException($"'{taken.Name}' is a word already: choose another name", nameof(words))
            : new MethodVocabulary([.. Words, .. added]);
    }

    /// <summary>Finds a word in any case; null where there is none.</summary>
    /// <param name="name">The word; <c>none</c> is <c>ce</c>.</param>
    public MethodWord? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.GetValueOrDefault(name);
    }

    /// <summary>What a word that was in use earlier is called now; null for others.</summary>
    /// <param name="name">The word.</param>
    public static string? Successor(string name) => StandardWords.Renamed.GetValueOrDefault(name);

    /// <summary>What the words of a method do, in one sentence without a full stop.</summary>
    /// <param name="name">The method.</param>
    /// <param name="plain">What plain training is, where nothing else is said.</param>
    public string Describe(MethodName name, string plain = "plain training")
    {
        ArgumentNullException.ThrowIfNull(name);
        IEnumerable<string?> parts =
        [
            Label(name.Input), Label(name.Data),
            name.Loss == MethodName.PlainLoss && name.Contrastive is null && !name.IsDeferred ? null
                : Label(name.Loss) + (name.IsDeferred ? " in the last epochs" : ""),
            name.Contrastive is null ? null : Label(name.Contrastive) + (name.IsAdaptive ? " with constants from the class counts" : ""),
            Label(name.Stage), Label(name.Decision),
        ];
        string[] said = [.. parts.OfType<string>()];
        return said.Length == 0 ? plain : string.Join(", ", said);
    }

    internal string NamesOf(MethodPart part) => string.Join(", ", Words.Where(w => w.Part == part).Select(w => w.Name));

    private string? Label(string? name) => name is null ? null : Find(name)?.Label ?? name;
}
