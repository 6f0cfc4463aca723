using System.Numerics.Tensors;
using Counterpoise.Numerics;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Baselines;

/// <summary>
/// The numbers that baselines see. Those of an image are computed when a split first asks for them, and then kept, so that splits and
/// seeds share them.
/// </summary>
/// <param name="dataset">All images.</param>
/// <param name="options">How baselines are fitted.</param>
/// <param name="network">The network of features.</param>
/// <param name="store">Where features are kept between programs; null keeps none.</param>
public sealed class BaselineInputs(ImageDataset dataset, BaselineOptions options, FeatureNetworkSource network, FeatureStore? store = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<BaselineInput, Dictionary<int, float[]>> _rows = [];
    private int? _shortSide;

    /// <summary>The images.</summary>
    public ImageDataset Dataset => dataset;

    /// <summary>How baselines are fitted.</summary>
    public BaselineOptions Options => options;

    /// <summary>Names what a baseline sees, for the identity of its results.</summary>
    /// <param name="input">What it sees.</param>
    public string Describe(BaselineInput input) => input switch
    {
        BaselineInput.Nothing => "nothing",
        BaselineInput.Pixels => $"pixels, at most {options.LargestSide}",
        _ when FeatureCrop == CropRule.Square => $"{network.Name}, whole square",
        _ => network.Name,
    };

    /// <summary>How many of some images have no numbers yet.</summary>
    /// <param name="input">What the baseline sees.</param>
    /// <param name="rows">The images.</param>
    public int CountMissing(BaselineInput input, IReadOnlyCollection<int> rows)
    {
        lock (_lock)
        {
            var known = Known(input);
            return rows.Count(row => !known.ContainsKey(row));
        }
    }

    /// <summary>The numbers of some images, in the order given.</summary>
    /// <param name="input">What the baseline sees.</param>
    /// <param name="rows">The images.</param>
    /// <param name="cancellationToken">Stops between images.</param>
    public DenseMatrix Get(BaselineInput input, IReadOnlyList<int> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        lock (_lock)
        {
            return Matrix(Complete(input, rows, progress: null, cancellationToken), rows);
        }
    }

    /// <summary>Computes the numbers of those images that have none yet, so that <see cref="Get"/> finds them.</summary>
    /// <param name="input">What the baseline sees.</param>
    /// <param name="rows">The images.</param>
    /// <param name="progress">Receives how many of those that are not known yet are done.</param>
    /// <param name="cancellationToken">Stops between images.</param>
    public void Prepare(
        BaselineInput input, IReadOnlyList<int> rows, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        lock (_lock)
        {
            Complete(input, rows, progress, cancellationToken);
        }
    }

    private Dictionary<int, float[]> Complete(
        BaselineInput input, IReadOnlyList<int> rows, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var known = Known(input);
        int[] missing = [.. rows.Where(row => !known.ContainsKey(row)).Distinct()];
        if (missing.Length > 0)
        {
            var computed = Compute(input, dataset.Subset(missing), progress, cancellationToken);
            for (var i = 0; i < missing.Length; i++)
            {
                known[missing[i]] = computed.Row(i).ToArray();
            }
        }

        return known;
    }

    private Dictionary<int, float[]> Known(BaselineInput input) => _rows.TryGetValue(input, out var known) ? known : _rows[input] = [];

    private static DenseMatrix Matrix(Dictionary<int, float[]> known, IReadOnlyList<int> rows)
    {
        var matrix = new DenseMatrix(rows.Count, rows.Count == 0 ? 0 : known[rows[0]].Length);
        for (var i = 0; i < rows.Count; i++)
        {
            TensorPrimitives.ConvertChecked<float, double>(known[rows[i]], matrix.Row(i));
        }

        return matrix;
    }

    private FeatureMatrix Compute(BaselineInput input, ImageDataset images, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        if (input == BaselineInput.Nothing)
        {
            return new FeatureMatrix(new float[images.Count], 1);
        }

        if (input == BaselineInput.Pixels)
        {
            return ImageFeatures.Pixels(images, Side(), cancellationToken: cancellationToken);
        }

        var made = network.Open();
        using var disposable = made as IDisposable;
        return ImageFeatures.Extract(images, made, store, FeatureCrop, progress, cancellationToken: cancellationToken);
    }

    /// <summary>Images of fewer than 64 pixels are enlarged anyway, and keep their border.</summary>
    private CropRule FeatureCrop => ShortSide() < 64 ? CropRule.Square : CropRule.Center;

    private int Side() => Math.Max(1, Math.Min(options.LargestSide, ShortSide()));

    private int ShortSide()
    {
        if (_shortSide is null)
        {
            var first = dataset.Read(0);
            _shortSide = Math.Min(first.Width, first.Height);
        }

        return _shortSide.Value;
    }
}
