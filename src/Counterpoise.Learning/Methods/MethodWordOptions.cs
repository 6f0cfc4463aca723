using Counterpoise.Options;

namespace Counterpoise.Learning.Methods;

/// <summary>
/// The options of networks' methods by the word that they belong to: those of a loss, of a contrastive loss, of a second stage.
/// </summary>
internal static class MethodWordOptions
{
    private const string ClassReduction = "class-reduction";
    private const string Strength = "adjustment-strength";
    private const string OwnWeights = "own-weights";
    private const string Beta = "effective-number-beta";

    private static readonly Dictionary<string, (string Name, string Of)[]> s_losses = new()
    {
        ["ce"] = [("reduction", ClassReduction)],
        ["wce"] = [("weights", OwnWeights), ("scale", "weight-scale"), ("reduction", ClassReduction)],
        ["cb"] = [("beta", Beta), ("reduction", ClassReduction)],
        ["la"] = [("strength", Strength)],
        ["ldam"] = [("largest-margin", "largest-margin"), ("scale", "margin-scale")],
        ["vs"] = [("gamma", "vector-gamma"), ("strength", Strength)],
        ["focal"] = [("gamma", "focal-gamma")],
    };

    private static readonly (string Name, string Of)[] s_fixed = [("temperature", "fixed-temperature"), ("weight", "fixed-weight")];

    private static readonly (string Name, string Of)[] s_adaptive =
    [
        .. new[]
        {
            "initial-temperature", "minimum-temperature", "maximum-temperature", "initial-weight", "minimum-weight", "maximum-weight",
            "delta-degrees-of-freedom", "sigma-mode", "ignore-empty-classes",
        }.Select(name => (name, "adaptive." + name)),
    ];

    private static readonly (string Name, string Of)[] s_projection =
        [("projection", "projection"), ("projection-size", "projection-size")];

    /// <summary>The options of a word of a method; none for words that have none.</summary>
    public static OptionSchema Of(Method method, string word)
    {
        var name = method.Composition!;
        IEnumerable<(string Name, string Of)> named = word == name.Loss
            ? [.. s_losses[word], .. name.IsDeferred ? [("deferred-share", "deferred-share")] : Array.Empty<(string, string)>(),
                .. name.IsDeferred && word is not ("wce" or "cb") ? [("beta", Beta)] : Array.Empty<(string, string)>()]
            : word == name.Contrastive
            ? [.. method.Options.Contrastive == ContrastiveKind.Adaptive ? s_adaptive : s_fixed, .. OfContrast(word), .. s_projection]
            : word is "crt" or "lws" ? [("epochs", "second-stage.epochs"), ("learning-rate", "second-stage.learning-rate")] : [];
        return OptionSchema.Of(method.Options).Pick(named);
    }

    private static IEnumerable<(string Name, string Of)> OfContrast(string word) => ContrastiveLoss.Of(word) is var loss && loss.IsReduced
        ? [.. loss.Options, ("reduction", "contrastive-reduction")] : loss.Options;
}
