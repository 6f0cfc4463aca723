using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Experiments;

/// <summary>The data of an experiment, split. No image is in two splits.</summary>
/// <param name="Dataset">All images.</param>
/// <param name="Train">Training images, as indices into the data set.</param>
/// <param name="Validation">Images on which the best epoch is chosen.</param>
/// <param name="Test">Images that are evaluated once.</param>
/// <param name="LargeTest">Further test images, evaluated once beside them; empty for none.</param>
public sealed record ImageSplits(ImageDataset Dataset, int[] Train, int[] Validation, int[] Test, int[] LargeTest)
{
    /// <summary>Training images per class.</summary>
    public int[] TrainCounts => Dataset.CountClasses(Train);

    /// <summary>Checks that there is something to learn from and to test on, and that no image is in two splits.</summary>
    /// <exception cref="ArgumentException">A split is empty, a class has no training image, or splits overlap.</exception>
    public void Validate()
    {
        var empty = TrainCounts.Select((n, c) => (n, c)).Where(x => x.n == 0).Select(x => $"'{Dataset.ClassNames[x.c]}'").ToList();
        if (empty.Count > 0)
        {
            throw new ArgumentException(
                $"{Dataset.Name}: no training image of {string.Join(", ", empty)}: leave the class out, or move images to the training "
                    + $"split");
        }

        if (Test.Length == 0)
        {
            throw new ArgumentException($"{Dataset.Name}: the test split is empty");
        }

        var shared = Train.Concat(Validation).Concat(Test).Concat(LargeTest).GroupBy(i => i).FirstOrDefault(g => g.Count() > 1);
        if (shared is not null)
        {
            throw new ArgumentException(
                $"{Dataset.Name}: {Dataset.Samples[shared.Key].Name} is in two splits; a test image must not be trained or chosen on");
        }
    }
}
