using Counterpoise.Methods;

namespace Counterpoise.ImbalancedRegression;

/// <summary>What is done about rare targets: nothing, other rows, weights, or a correction of the predictions.</summary>
/// <param name="Name">Its name, as <c>--methods</c> takes it.</param>
/// <param name="Description">What it does, in a clause.</param>
/// <param name="Resampler">Makes the resampler of options; null where rows stay.</param>
/// <param name="UsesWeights">Whether rows are weighted by <see cref="LabelDistributionSmoothing"/>.</param>
public sealed record RegressionMethod(
    string Name, string Description, Func<RegressionResamplingOptions, IRegressionResampler>? Resampler, bool UsesWeights)
{
    /// <summary>The method that leaves the rows as they are, the baseline of comparisons.</summary>
    public static RegressionMethod None { get; } = new("none", "rows as they are", null, false);

    /// <summary>
    /// The cheap control: a line, fitted to predictions of rows that were held out with each row weighted by its relevance, corrects the
    /// predictions of a model of the rows as they are. What only moves predictions towards rare targets gains no more than this.
    /// </summary>
    public static RegressionMethod PostHoc { get; } = new("post-hoc", "predictions corrected by a line", null, false);

    /// <summary>All methods, the cheapest first.</summary>
    public static IReadOnlyList<RegressionMethod> All { get; } =
    [
        None,
        PostHoc,
        new("lds", "weights by the smoothed distribution of the targets", null, true),
        new("random-under", "fewer rows with common targets", o => new RandomRegressionUnderSampler(o), false),
        new("random-over", "copies of rows with rare targets", o => new RandomRegressionOverSampler(o), false),
        new("smoter", "new rows between rows with rare targets", o => new Smoter(o), false),
        new("smogn", "new rows between near ones and around others, with noise", o => new Smogn(o), false),
    ];

    /// <summary>The method of a name.</summary>
    /// <param name="name">The name, upper or lower case.</param>
    /// <exception cref="ArgumentException">There is none; the message names the nearest and all.</exception>
    public static RegressionMethod Find(string name) => All.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"'{name}' is no method for imbalanced regression{NearestNames.Question(name, All.Select(m => m.Name))}; there are "
            + $"{string.Join(", ", All.Select(m => m.Name))}", nameof(name));
}
