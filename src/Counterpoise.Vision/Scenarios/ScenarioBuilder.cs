using Counterpoise.Randomness;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Scenarios;

/// <summary>
/// Draws a training split with chosen class priors out of a data set, with a validation and a test split beside it.
/// </summary>
/// <remarks>
/// Per class, the images are shuffled by the stream (seed, "split", class); the test split takes its images first, then
/// validation, then training. Scenarios of one seed therefore share their test and validation images as far as these are
/// balanced, and a smaller training class is contained in a larger one. Where the source has a test split, test images
/// come from it alone and the others from the rest. Where images have groups, a group that one split has used is closed to the others.
/// Counts are exact largest remainders.
/// </remarks>
public static class ScenarioBuilder
{
    /// <summary>Draws a scenario.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="distribution">The training shares, one per class of the data set.</param>
    /// <param name="options">The sizes; null means the paper's.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <exception cref="ArgumentException">The number of classes differs.</exception>
    /// <exception cref="InvalidDataException">Classes have too few images; the message lists all of them.</exception>
    public static ScenarioSplit Build(ImageDataset dataset, ClassDistribution distribution, ScenarioOptions? options = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(distribution);
        options ??= new();
        options.Validate();
        var classes = dataset.ClassNames.Count;
        if (distribution.ClassCount != classes)
        {
            throw new ArgumentException(
                $"scenario {distribution.Name} has {distribution.ClassCount} shares, {dataset.Name} has {classes} classes: select "
                + $"classes or give shares for all", nameof(distribution));
        }

        var balanced = ClassDistribution.Balanced(classes);
        var test = (options.TestShape == PartShape.Balanced ? balanced : distribution).Counts(options.TestCount);
        var validation = (options.ValidationShape == PartShape.Balanced ? balanced : distribution).Counts(options.ValidationCount);
        var train = distribution.Counts(options.TrainCount);

        var pools = new Pools(dataset, seed);
        var drawn = new[]
        {
            (Split: DatasetSplit.Test, Counts: test, Pool: pools.Testing),
            (Split: DatasetSplit.Validation, Counts: validation, Pool: pools.Training),
            (Split: DatasetSplit.Train, Counts: train, Pool: pools.Training),
        }.ToDictionary(split => split.Split, split => pools.Draw(split.Split, split.Counts, split.Pool));

        pools.ThrowIfShort(distribution.Name);
        return new(distribution, drawn[DatasetSplit.Train], drawn[DatasetSplit.Validation], drawn[DatasetSplit.Test], pools.LargeTest());
    }

    private sealed class Pools
    {
        private readonly ImageDataset _dataset;
        private readonly int[] _groups;
        private readonly DatasetSplit[] _parts;
        private readonly Dictionary<int, DatasetSplit> _groupParts = [];
        private readonly List<string> _short = [];

        public Pools(ImageDataset dataset, ulong seed)
        {
            _dataset = dataset;
            _groups = dataset.GroupNumbers();
            _parts = new DatasetSplit[dataset.Count];
            var hasTest = dataset.Samples.Any(sample => sample.Split == DatasetSplit.Test);
            Testing = Shuffled(sample => !hasTest || sample.Split == DatasetSplit.Test, seed);
            Training = Shuffled(sample => sample.Split != DatasetSplit.Test, seed);
        }

        public int[][] Testing { get; }

        public int[][] Training { get; }

        public int[] Draw(DatasetSplit split, int[] counts, int[][] pool)
        {
            var drawn = new List<int>();
            for (var c = 0; c < counts.Length; c++)
            {
                var missing = counts[c];
                foreach (var index in pool[c])
                {
                    if (missing == 0)
                    {
                        break;
                    }

                    if (_parts[index] == DatasetSplit.Unassigned && IsOpen(index, split))
                    {
                        _parts[index] = _groupParts[_groups[index]] = split;
                        drawn.Add(index);
                        missing--;
                    }
                }

                if (missing > 0)
                {
                    _short.Add($"class '{_dataset.ClassNames[c]}' has {counts[c] - missing} of the {counts[c]} images that {split} needs");
                }
            }

            return [.. drawn.Order()];
        }

        public void ThrowIfShort(string scenario)
        {
            if (_short.Count > 0)
            {
                throw new InvalidDataException(
                    $"scenario {scenario} on {_dataset.Name}: {string.Join("; ", _short)}: lower the counts or choose other shares");
            }
        }

        public int[] LargeTest() =>
            [.. Testing.SelectMany(images => images).Where(index => _parts[index] == DatasetSplit.Unassigned
                && IsOpen(index, DatasetSplit.Test)).Order()];

        private bool IsOpen(int index, DatasetSplit split) => !_groupParts.TryGetValue(_groups[index], out var holder) || holder == split;

        private int[][] Shuffled(Func<ImageSample, bool> belongs, ulong seed)
        {
            var pool = new int[_dataset.ClassNames.Count][];
            for (var c = 0; c < pool.Length; c++)
            {
                pool[c] = [.. _dataset.Samples.Where(sample => sample.Label == c && belongs(sample)).Select(sample => sample.Index)];
                new RandomStream(seed, "split", (ulong)c).Shuffle(pool[c].AsSpan());
            }

            return pool;
        }
    }
}
