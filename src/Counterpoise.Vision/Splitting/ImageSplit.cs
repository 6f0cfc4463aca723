using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Splitting;

/// <summary>
/// Divides a data set into training, validation and test images: as the source says where it does, by groups where it has them,
/// stratified otherwise.
/// </summary>
public static class ImageSplit
{
    private const int MostNamed = 5;

    /// <summary>Draws the split from the stream (seed, "split").</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="options">How to divide; null means the defaults.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <returns>The split; what was done unasked and what a reader must know stands among its warnings.</returns>
    /// <exception cref="ArgumentException">A split lacks a class and the policy is to throw, or there are too few images or
    /// groups.</exception>
    public static Split Of(ImageDataset dataset, ImageSplitOptions? options = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new();
        options.Validate();
        var random = new RandomStream(seed, "split");
        bool Has(DatasetSplit split) => options.UseGivenSplits && dataset.Samples.Any(sample => sample.Split == split);
        if (Has(DatasetSplit.Test))
        {
            return Given(dataset, options, random);
        }

        if (Has(DatasetSplit.Validation))
        {
            // The named validation images stay what they are; the test split is drawn from the others.
            var validation = dataset.IndicesOf(DatasetSplit.Validation);
            var others = Enumerable.Range(0, dataset.Count).Except(validation).ToArray();
            return WithCrossingGroups(dataset, options, Draw(dataset, others, options.TestShare, 0, options,
                random) with { Validation = validation });
        }

        return Draw(dataset, Enumerable.Range(0, dataset.Count).ToArray(), options.TestShare, options.ValidationShare, options, random);
    }

    /// <summary>The split of each image, for the check for near-duplicates.</summary>
    /// <param name="split">The split.</param>
    /// <param name="count">Images in the data set.</param>
    public static DatasetSplit[] Splits(Split split, int count)
    {
        ArgumentNullException.ThrowIfNull(split);
        var splits = new DatasetSplit[count];
        foreach (var (rows, name) in new[] { (split.Train, DatasetSplit.Train), (split.Validation, DatasetSplit.Validation),
            (split.Test, DatasetSplit.Test) })
        {
            foreach (var row in rows)
            {
                splits[row] = name;
            }
        }

        return splits;
    }

    private static Split Given(ImageDataset dataset, ImageSplitOptions options, RandomStream random)
    {
        var (train, validation, unassigned) = (dataset.IndicesOf(DatasetSplit.Train), dataset.IndicesOf(DatasetSplit.Validation),
            dataset.IndicesOf(DatasetSplit.Unassigned));
        var warnings = new List<string>();
        if (unassigned.Length > 0)
        {
            warnings.Add($"{unassigned.Length} images have no split in the source and were put into the training split");
            train = [.. train.Concat(unassigned).Order()];
        }

        if (train.Length == 0)
        {
            throw new ArgumentException(
                $"{dataset.Name} has a test split and no training images: give a source with both, or set UseGivenSplits to false");
        }

        if (validation.Length == 0 && options.ValidationShare > 0)
        {
            var drawn = Draw(dataset, train, options.ValidationShare, 0, options, random, "validation");
            (train, validation) = (drawn.Train, drawn.Test);
            warnings.AddRange(drawn.Warnings);
        }

        return WithCrossingGroups(dataset, options, new Split { Train = train, Validation = validation,
            Test = dataset.IndicesOf(DatasetSplit.Test), Warnings = warnings });
    }

    private static Split Draw(ImageDataset dataset, int[] rows, double testShare, double validationShare, ImageSplitOptions options,
        RandomStream random, string heldOut = "test")
    {
        var drawn = dataset.Subset(rows);
        var split = options.UseGroups && drawn.HasGroups
            ? GroupSplit.Of(drawn.Labels, drawn.GroupNumbers(), testShare, validationShare, random,
                options.MissingClass ?? MissingClassPolicy.Warn, dataset.ClassNames, heldOut)
            : StratifiedSplit.Of(drawn.Labels, testShare, validationShare, random, options.MissingClass ?? MissingClassPolicy.Throw,
                dataset.ClassNames, heldOut);
        return split with
        {
            Train = Array.ConvertAll(split.Train, i => rows[i]),
            Validation = Array.ConvertAll(split.Validation, i => rows[i]),
            Test = Array.ConvertAll(split.Test, i => rows[i]),
        };
    }

    private static Split WithCrossingGroups(ImageDataset dataset, ImageSplitOptions options, Split split)
    {
        var groups = dataset.GroupNumbers();
        var splits = Splits(split, dataset.Count);
        var crossing = Enumerable.Range(0, dataset.Count)
            .GroupBy(i => groups[i])
            .Where(group => group.Select(i => splits[i]).Distinct().Count() > 1)
            .Select(group => dataset.Samples[group.First()].Group)
            .ToArray();
        if (!options.UseGroups || crossing.Length == 0)
        {
            return split;
        }

        var named = string.Join(", ", crossing.Take(MostNamed)) + (crossing.Length > MostNamed ? ", …" : "");
        return split with
        {
            Warnings = [.. split.Warnings,
                $"{crossing.Length} groups lie in several splits, as the source has it ({named}): scores can be too good, since what is "
                + $"tested was partly trained on"],
        };
    }
}
