using Counterpoise.Comparisons;

namespace Counterpoise.Methods;

/// <summary>
/// The name of a method, parsed: <c>[INPUT/][DATA/][LOSS[-drw][+CONTRASTIVE[-adaptive]][:STAGE]][/DECISION]</c>, as in
/// <c>smote/wce/threshold</c>, <c>la+acl</c> or <c>probe/la</c>. Names that mean the same are equal: <c>none</c> and <c>ce</c>,
/// <c>acl</c> and <c>wce+supcon-adaptive</c>.
/// </summary>
public sealed record MethodName
{
    /// <summary>
    /// The classification loss of plain training. Classifiers that are no networks call plain training <c>none</c>; both names are taken.
    /// </summary>
    public const string PlainLoss = "ce";

    /// <summary>What a linear model sees, such as <c>probe</c>; null where the method trains the model that is compared.</summary>
    public string? Input { get; init; }

    /// <summary>The sampler of the training rows, such as <c>smote</c>; null for the rows as they are.</summary>
    public string? Data { get; init; }

    /// <summary>The classification loss. Default <see cref="PlainLoss"/>.</summary>
    public string Loss { get; init; } = PlainLoss;

    /// <summary>Whether class weights are left out until the last epochs (<c>-drw</c>).</summary>
    public bool IsDeferred { get; init; }

    /// <summary>The contrastive loss, such as <c>supcon</c>; null for none.</summary>
    public string? Contrastive { get; init; }

    /// <summary>
    /// Whether temperature and weight of <see cref="Contrastive"/> come from the class counts (<c>-adaptive</c>); false for words that
    /// say so themselves, such as <c>acl</c>.
    /// </summary>
    public bool IsAdaptive { get; init; }

    /// <summary>The second training of the last layer, such as <c>crt</c>; null for none.</summary>
    public string? Stage { get; init; }

    /// <summary>How probabilities become classes, such as <c>threshold</c>; null for the most probable class.</summary>
    public string? Decision { get; init; }

    /// <summary>Whether nothing is changed: plain training of the model that is compared.</summary>
    public bool IsPlain => this == new MethodName();

    /// <summary>The method whose fitted models this one takes: itself without its decision.</summary>
    public MethodName Models => this with { Decision = null };

    /// <summary>The method whose training this one goes on from: without decision and second stage.</summary>
    public MethodName Training => this with { Decision = null, Stage = null };

    /// <summary>What the method changes at most: the data before the loss, the loss before the decision.</summary>
    public MethodLevel Level => Data is not null ? MethodLevel.Data
        : Loss != PlainLoss || IsDeferred || Contrastive is not null || Stage is not null ? MethodLevel.Loss
        : Decision is not null ? MethodLevel.Decision : MethodLevel.Plain;

    /// <summary>The words that the name is made of, in its order; options of the method belong to one of them.</summary>
    public IReadOnlyList<string> Words => [.. new[] { Input, Data, Loss, Contrastive, Stage, Decision }.OfType<string>()];

    /// <summary>Parses a name.</summary>
    /// <param name="text">The name, in any case.</param>
    /// <param name="vocabulary">The words that exist; null for <see cref="MethodVocabulary.Standard"/>.</param>
    /// <exception cref="MethodNameException">A part is unknown, renamed or at a wrong place.</exception>
    public static MethodName Parse(string text, MethodVocabulary? vocabulary = null) =>
        new MethodNameParser(text, vocabulary ?? MethodVocabulary.Standard).Parse();

    /// <summary>Parses a name; false where it is none.</summary>
    /// <param name="text">The name, in any case.</param>
    /// <param name="name">The name, or null.</param>
    /// <param name="vocabulary">The words that exist; null for <see cref="MethodVocabulary.Standard"/>.</param>
    public static bool TryParse(string text, out MethodName? name, MethodVocabulary? vocabulary = null)
    {
        try
        {
            name = Parse(text, vocabulary);
            return true;
        }
        catch (MethodNameException)
        {
            name = null;
            return false;
        }
    }

    /// <summary>The shortest name that is parsed to this one; plain training is <c>ce</c>.</summary>
    public override string ToString() => ToString(PlainLoss);

    /// <summary>The shortest name that is parsed to this one.</summary>
    /// <param name="plain">What plain training is called where nothing else stands in the name: <c>ce</c> or <c>none</c>.</param>
    public string ToString(string plain)
    {
        var terms = Terms();
        string[] parts = [.. new[] { Input, Data, terms, Decision }.OfType<string>()];
        return parts.Length == 0 ? plain : string.Join('/', parts);
    }

    private string? Terms()
    {
        var contrast = Contrastive is null ? "" : Contrastive + (IsAdaptive ? "-adaptive" : "");
        var alone = contrast.Length > 0 && !IsAdaptive && !IsDeferred && MethodVocabulary.Standard.Find(Contrastive!)?.DefaultLoss == Loss;
        var loss = Loss + (IsDeferred ? "-drw" : "");
        var terms = alone ? contrast : contrast.Length > 0 ? $"{loss}+{contrast}" : loss;
        return Stage is null ? (terms == PlainLoss ? null : terms) : terms == PlainLoss ? Stage : $"{terms}:{Stage}";
    }
}
