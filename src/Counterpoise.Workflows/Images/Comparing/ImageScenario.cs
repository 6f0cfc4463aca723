using System.Globalization;
using Counterpoise.Splits;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Scenarios;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Images;

/// <summary>One distribution of the training classes, and how it is drawn from a data set under a seed.</summary>
/// <param name="name">The name in cells and reports.</param>
/// <param name="description">What it is, in a few words.</param>
/// <param name="draw">Draws the splits.</param>
internal sealed class ImageScenario(string name, string description, Func<ImageDataset, ulong, ImageSplits> draw)
{
    private readonly Dictionary<ulong, ImageSplits> _drawn = [];

    /// <summary>The name in cells and reports.</summary>
    public string Name => name;

    /// <summary>What it is, in a few words.</summary>
    public string Description => description;

    /// <summary>The splits under a seed, drawn once: drawing takes its time, and tells of what is amiss with them.</summary>
    public ImageSplits Split(ImageDataset dataset, ulong seed)
    {
        if (!_drawn.TryGetValue(seed, out var splits) || splits.Dataset != dataset)
        {
            splits = _drawn[seed] = draw(dataset, seed);
        }

        return splits;
    }

    /// <summary>Reads a scenario's name: own, S1..S5, exp:RATIO, step:RATIO, shares:A/B/C or lt:RATIO.</summary>
    /// <exception cref="InputException">The name is none of these.</exception>
    public static ImageScenario Parse(string text, int classes, ScenarioOptions options, bool largeTest, Func<ImageDataset, ulong,
        ImageSplits> own)
    {
        if (IsOwn(text))
        {
            return new ImageScenario("own", "the data as it is", own);
        }

        if (text.Split(':', 2) is ["lt", var factor] && double.TryParse(factor, CultureInfo.InvariantCulture, out var ratio) && ratio >= 1)
        {
            return new ImageScenario(text,
                $"the published long-tailed subset of the training images, index for index, largest to smallest class {factor}; all test "
                + $"images, no validation", (dataset, _) => LongTailed(dataset, ratio));
        }

        var distribution = Distribution(text, classes);
        if (distribution.ClassCount != classes)
        {
            throw new InputException(
                $"scenario {text} is made for {distribution.ClassCount} classes, the data has {classes}: choose classes with --classes, "
                + $"or give shares with shares:A/B/…");
        }

        var shares = string.Join(" : ", distribution.Shares.Select(s => s.ToString("0.###", CultureInfo.InvariantCulture)));
        return new ImageScenario(text, $"{options.TrainCount} training images in shares {shares}", (dataset, seed) =>
        {
            var split = ScenarioBuilder.Build(dataset, distribution, options, seed);
            return new ImageSplits(dataset, split.Train, split.Validation, split.Test, largeTest ? split.LargeTest : []);
        });
    }

    /// <summary>Whether a scenario is the data as it is.</summary>
    public static bool IsOwn(string text) => text.Equals("own", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a scenario's splits are not drawn: the data as it is, or the published subset.</summary>
    public static bool IsGiven(string text) => IsOwn(text) || text.StartsWith("lt:", StringComparison.Ordinal);

    /// <summary>Training images as the field draws them for CIFAR-LT, whatever the seed: the subset is part of the data.</summary>
    private static ImageSplits LongTailed(ImageDataset dataset, double ratio)
    {
        var (train, test) = (dataset.IndicesOf(DatasetSplit.Train), dataset.IndicesOf(DatasetSplit.Test));
        if (train.Length == 0 || test.Length == 0)
        {
            throw new InputException(
                $"{dataset.Name} names {train.Length} training and {test.Length} test images: a long-tailed subset lt:RATIO is one of "
                + $"the training split, in the order of the original files");
        }

        var counts = LongTail.ExponentialCounts(dataset.CountClasses(train).Max(), 1 / ratio, dataset.ClassNames.Count);
        int[] drawn = [.. LongTail.Draw(Array.ConvertAll(train, i => dataset.Labels[i]), counts).Select(i => train[i])];
        return new ImageSplits(dataset, drawn, [], test, []);
    }

    private static ClassDistribution Distribution(string text, int classes)
    {
        if (ClassDistribution.Paper.FirstOrDefault(d => d.Name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } paper)
        {
            return paper;
        }

        var splits = text.Split(':', 2);
        if (splits is ["exp" or "step", var ratio] && double.TryParse(ratio, CultureInfo.InvariantCulture, out var value) && value >= 1)
        {
            return splits[0] == "exp" ? ClassDistribution.Exponential(classes, value) : ClassDistribution.Step(classes, value);
        }

        if (splits is ["shares", var list])
        {
            var shares = list.Split('/').Select(s => double.TryParse(s, CultureInfo.InvariantCulture, out var share) ? share
                : throw new InputException($"'{s}' in {text} is no number")).ToArray();
            return new ClassDistribution(text, shares);
        }

        throw new InputException(
            $"'{text}' is no scenario: expected own, S1 to S5, exp:RATIO (ratio of the largest to the smallest class), step:RATIO, "
            + $"shares:A/B/… or lt:RATIO");
    }
}
