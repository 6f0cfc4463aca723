using Counterpoise.Splits;
using Counterpoise.Vision.Sources;
using Counterpoise.Vision.Splitting;

namespace Counterpoise.Vision.Scenarios;

/// <summary>The images of a scenario, as indices into the data set. No image, and no group, is in two splits.</summary>
/// <param name="Distribution">The class priors of the training split.</param>
/// <param name="Train">Training images, ascending.</param>
/// <param name="Validation">Validation images, ascending.</param>
/// <param name="Test">Test images, ascending.</param>
/// <param name="LargeTest">
/// All images that remain and may be tested on, ascending: those of the source's own test split, or all that are left where the
/// source has none. They follow the source's distribution.
/// </param>
public sealed record ScenarioSplit(ClassDistribution Distribution, int[] Train, int[] Validation, int[] Test, int[] LargeTest)
{
    /// <summary>The split of each image of the data set; the large test set counts as test.</summary>
    /// <param name="count">Images in the data set.</param>
    public DatasetSplit[] Splits(int count) => ImageSplit.Splits(ToSplit() with { Test = [.. Test, .. LargeTest] }, count);

    /// <summary>The splits as indices, without the large test set.</summary>
    public Split ToSplit() => new() { Train = Train, Validation = Validation, Test = Test };
}
