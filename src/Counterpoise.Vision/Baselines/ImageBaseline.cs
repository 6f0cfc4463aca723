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

    /// <summary>Finds a baseline by name, in any case; null where there is none of that name.</summary>
    /// <param name="name">The name; <c>linear/ce</c> and <c>probe/ce</c> are the plain ones.</param>
    public static ImageBaseline? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = name.EndsWith("/ce", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return Known.FirstOrDefault(baseline => baseline.Name.Equals(plain, StringComparison.OrdinalIgnoreCase));
    }
}
