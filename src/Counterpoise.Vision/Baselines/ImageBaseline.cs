using Counterpoise.Methods;

namespace Counterpoise.Vision.Baselines;

/// <summary>
/// A trivial baseline that every method on images must beat: multinomial logistic regression, on pixels (<c>linear</c>) or on the features
/// of a fixed network (<c>probe</c>), plain or with class weights (<c>linear/wce</c>, <c>probe/wce</c>).
/// </summary>
/// <param name="Name">The name on the command line and in reports.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Input">What it sees.</param>
/// <param name="IsClassWeighted">Whether a row of class c counts n / (C·n_c), so that each class has the same total weight.</param>
public sealed record ImageBaseline(string Name, string Description, BaselineInput Input, bool IsClassWeighted)
{
    /// <summary>The baselines, in the order in which comparisons show them.</summary>
    public static IReadOnlyList<ImageBaseline> Known { get; } =
    [
        new("linear", "logistic regression on pixels", BaselineInput.Pixels, IsClassWeighted: false),
        new("linear/wce", "class-weighted logistic regression on pixels", BaselineInput.Pixels, IsClassWeighted: true),
        new("probe", "logistic regression on frozen ImageNet features", BaselineInput.Features, IsClassWeighted: false),
        new("probe/wce", "class-weighted logistic regression on frozen ImageNet features", BaselineInput.Features, IsClassWeighted: true),
    ];

    /// <summary>
    /// Whether probabilities are divided by the class shares of the training rows. As the intercepts are not penalised, this is what
    /// training under
    /// logit adjustment of strength 1 comes to.
    /// </summary>
    public bool IsLogitAdjusted { get; init; }

    /// <summary>Baselines that stand in a comparison only where they are named.</summary>
    public static IReadOnlyList<ImageBaseline> Further { get; } =
    [
        new("linear/la", "logit-adjusted logistic regression on pixels", BaselineInput.Pixels,
            IsClassWeighted: false) { IsLogitAdjusted = true },
        new("probe/la", "logit-adjusted logistic regression on frozen ImageNet features", BaselineInput.Features,
            IsClassWeighted: false) { IsLogitAdjusted = true },
    ];

    /// <summary>Finds a baseline by the name of its method; null where there is none of that name.</summary>
    /// <param name="name">The name, in any case; <c>linear/ce</c> and <c>probe/none</c> are the plain ones, and <c>probe/post-hoc-la</c>
    /// is <c>probe/la</c>.</param>
    public static ImageBaseline? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!MethodName.TryParse(name, out var method) || method!.Input is null)
        {
            return null;
        }

        var known = method is { Loss: MethodName.PlainLoss, Decision: "post-hoc-la" } ? method with { Loss = "la", Decision = null }
            : method;
        return Known.Concat(Further).FirstOrDefault(baseline => baseline.Name == known.ToString());
    }
}
