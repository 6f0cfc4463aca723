using Counterpoise.Comparisons;
using Counterpoise.Learning.Methods;
using Counterpoise.Methods;

namespace Counterpoise.Vision.Baselines;

/// <summary>
/// What is fitted in seconds beside networks: the class priors alone (<c>majority</c>), multinomial logistic regression on pixels
/// (<c>linear</c>) or on the features of a fixed network (<c>probe</c>), plain, with class weights or logit adjustment; and small networks
/// on these features (<c>head/…</c>), which take every loss, second stage and decision that networks on images take.
/// </summary>
/// <param name="Name">The name on the command line and in reports.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Input">What it sees.</param>
/// <param name="IsClassWeighted">Whether a row of class c counts n / (C·n_c), so that each class has the same total weight.</param>
public sealed record ImageBaseline(string Name, string Description, BaselineInput Input, bool IsClassWeighted)
{
    /// <summary>The word of names of small networks on frozen features.</summary>
    internal const string HeadWord = "head";

    /// <summary>The trivial baselines, in the order in which comparisons show them.</summary>
    public static IReadOnlyList<ImageBaseline> Known { get; } =
    [
        new("majority", "always the most frequent class", BaselineInput.Nothing, IsClassWeighted: false),
        new("linear", "logistic regression on pixels", BaselineInput.Pixels, IsClassWeighted: false),
        new("linear/wce", "class-weighted logistic regression on pixels", BaselineInput.Pixels, IsClassWeighted: true),
        new("probe", "logistic regression on frozen ImageNet features", BaselineInput.Features, IsClassWeighted: false),
        new("probe/wce", "class-weighted logistic regression on frozen ImageNet features", BaselineInput.Features, IsClassWeighted: true),
    ];

    /// <summary>Baselines that stand in a comparison only where they are named.</summary>
    public static IReadOnlyList<ImageBaseline> Further { get; } =
    [
        new("linear/la", "logit-adjusted logistic regression on pixels", BaselineInput.Pixels,
            IsClassWeighted: false) { IsLogitAdjusted = true },
        new("probe/la", "logit-adjusted logistic regression on frozen ImageNet features", BaselineInput.Features,
            IsClassWeighted: false) { IsLogitAdjusted = true },
    ];

    /// <summary>
    /// What is learnt from the majority alone, on frozen features: for a class of which there are next to no images. They stand in a
    /// comparison of two classes by default where the minority class has fewer than 50 training images.
    /// </summary>
    public static IReadOnlyList<ImageBaseline> OneClass { get; } =
    [
        new("isolation-forest", "isolation forest of the majority on frozen ImageNet features", BaselineInput.Features,
            IsClassWeighted: false) { Majority = "isolation-forest" },
        new("nearest-distance", "distance to the nearest of the majority on frozen ImageNet features", BaselineInput.Features,
            IsClassWeighted: false) { Majority = "nearest-distance" },
    ];

    /// <summary>
    /// Whether probabilities are divided by the class priors of the training rows. As the intercepts are not penalised, this is what
    /// training under logit adjustment of strength 1 comes to.
    /// </summary>
    public bool IsLogitAdjusted { get; init; }

    /// <summary>Losses, second stage and decision of a small network on frozen features; null for logistic regression.</summary>
    public Method? Head { get; init; }

    /// <summary>The learner of the majority alone, by its name; null for others.</summary>
    internal string? Majority { get; init; }

    /// <summary>How probabilities become classes. Default the most probable one.</summary>
    public DecisionRule Decision { get; init; }

    /// <summary>The baseline whose model this one takes, and decides otherwise; null where it has a model of its own.</summary>
    public string? ModelsOf { get; init; }

    /// <summary>Finds a baseline by the name of its method; null where there is none of that name.</summary>
    /// <param name="name">
    /// The name, in any case; <c>linear/ce</c> and <c>probe/none</c> are the plain ones, and <c>probe/post-hoc-la</c> is <c>probe/la</c>.
    /// What logistic regression cannot do is done by a small network: <c>probe/acl</c> is <c>head/acl</c>.
    /// </param>
    public static ImageBaseline? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return MethodName.TryParse(name, out var method) && method!.Input is not null && IsTakable(method) ? Of(new MethodVariant(method))
            : null;
    }

    /// <summary>A baseline with options of its own.</summary>
    /// <param name="variant">Name and options; options belong to losses and stages of <c>head/…</c>.</param>
    /// <exception cref="ArgumentException">There is no such baseline, or an option is unknown or out of its range.</exception>
    public static ImageBaseline Of(MethodVariant variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        var name = variant.Method;
        if (!IsTakable(name))
        {
            throw new ArgumentException(
                $"method '{name}': "
                + $"{(name.Input is null ? "it trains a network on the images" : $"{name.Input} is fitted as it is, with class weights "
                    + $"(wce), logit adjustment (la) and a decision (threshold)")}");
        }

        var decided = name.Decision == "threshold" ? DecisionRule.Tuned : DecisionRule.MostProbable;
        var model = decided == DecisionRule.Tuned ? name.Models : name;
        var known = model is { Loss: MethodName.PlainLoss, Decision: "post-hoc-la" } ? model with { Loss = "la", Decision = null } : model;
        var simple = name.Input == HeadWord ? null : Simple(known);
        var baseline = simple ?? Trained(variant);
        var isTuned = simple is not null && decided == DecisionRule.Tuned;
        return baseline with
        {
            Name = variant.Name ?? (isTuned ? $"{baseline.Name}/threshold" : baseline.Name),
            Description = isTuned ? $"{baseline.Description}, then decisions tuned on the validation split" : baseline.Description,
            Decision = decided,
            ModelsOf = decided == DecisionRule.Tuned && variant.Name is null
                ? (simple?.Name ?? (name with { Input = HeadWord }).Models.ToString()) : null,
        };
    }

    private static ImageBaseline? Simple(MethodName name) => Known.Concat(Further).Concat(OneClass)
        .FirstOrDefault(baseline => baseline.Name == name.ToString());

    private static bool IsTakable(MethodName name) => name.Input switch
    {
        null => false,
        HeadWord or "probe" => name.Data is null && !(name.Stage is not null && name.Decision == "post-hoc-la"),
        _ => Simple(name.Decision == "threshold" ? name.Models
            : name is { Loss: MethodName.PlainLoss, Decision: "post-hoc-la" } ? name with { Loss = "la", Decision = null }
                : name) is not null,
    };

    private static ImageBaseline Trained(MethodVariant variant)
    {
        var method = Method.Of(variant with { Method = variant.Method with { Input = null }, Name = null });
        var name = (variant.Method with { Input = HeadWord }).ToString();
        return new(name, $"small network on frozen ImageNet features, {method.Description}", BaselineInput.Features, IsClassWeighted: false)
        {
            Head = method with { Name = variant.Name ?? name },
        };
    }
}
