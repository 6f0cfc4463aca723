using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Scenarios;

/// <summary>The images of a scenario, as indices into the data set. No image, and no group, is in two parts.</summary>
/// <param name="Distribution">The shares of the training part.</param>
/// <param name="Train">Training images, ascending.</param>
/// <param name="Validation">Validation images, ascending.</param>
/// <param name="Test">Test images, ascending.</param>
/// <param name="LargeTest">
/// All images that remain and may be tested on, ascending: those of the source's own test part, or all that are left where the
/// source has none. They follow the source's distribution.
/// </param>
public sealed record ScenarioSplit(ClassDistribution Distribution, int[] Train, int[] Validation, int[] Test, int[] LargeTest)
{
    /// <summary>The part of each image of the data set; the large test set counts as test.</summary>
    /// <param name="count">Images in the data set.</param>
    public DatasetPart[] Parts(int count)
    {
        var parts = new DatasetPart[count];
        foreach (var (indices, part) in new[] { (Train, DatasetPart.Train), (Validation, DatasetPart.Validation), (Test, DatasetPart.Test), (LargeTest, DatasetPart.Test) })
        {
            foreach (var index in indices)
            {
                parts[index] = part;
            }
        }

        return parts;
    }
}
