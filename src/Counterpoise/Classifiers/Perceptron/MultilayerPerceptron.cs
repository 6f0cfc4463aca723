using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>
/// A small network of fully connected layers with max(0, x) between them and softmax at the end, trained by Adam on the weighted mean
/// of −log p(y): the learner whose epochs can be watched without an engine. For large networks take the engine's.
/// </summary>
/// <remarks>
/// O(epochs · n · parameters). Features are not scaled here: wrap it in <see cref="Standardized"/>. A class without rows gets a small
/// probability. Rows of weight 0 are left out. The draws are the initial weights, then the order of the rows of each epoch; the result does
/// not depend on threads. References: Rumelhart, Hinton and Williams, Nature 1986, doi:10.1038/323533a0; Kingma and Ba, "Adam", ICLR 2015,
/// arXiv:1412.6980.
/// </remarks>
public sealed class MultilayerPerceptron : IClassifier
{
    private readonly MultilayerPerceptronOptions _options;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public MultilayerPerceptron(MultilayerPerceptronOptions? options = null)
    {
        _options = options ?? new MultilayerPerceptronOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => $"neural network ({string.Join('-', _options.HiddenUnits)})";

    /// <summary>Fits the network and shows it after each epoch.</summary>
    /// <param name="features">n × d finite numbers of comparable scale.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, C, at least 2.</param>
    /// <param name="weights">n weights, at least 0, or empty for a weight of 1 each.</param>
    /// <param name="random">Draws of the initial weights and of the order of rows.</param>
    /// <param name="afterEpoch">Called after each epoch with its number from 1 and the network as it stands, which must not be kept; or
    /// null.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ArgumentException">Shapes, classes, weights or features are wrong.</exception>
    public FittedMultilayerPerceptron Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random,
        Action<int, FittedMultilayerPerceptron>? afterEpoch, CancellationToken cancellationToken = default) =>
        Train(features, labels, classCount, weights, random, afterEpoch, null, cancellationToken);

    internal FittedMultilayerPerceptron FitWatched(DenseMatrix features, ReadOnlySpan<int> labels, int classCount,
        ReadOnlySpan<double> weights, IRandomSource random,
        INetworkWatch watch, CancellationToken cancellationToken) =>
            Train(features, labels, classCount, weights, random, null, watch, cancellationToken);

    private FittedMultilayerPerceptron Train(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random,
        Action<int, FittedMultilayerPerceptron>? afterEpoch, INetworkWatch? watch, CancellationToken cancellationToken)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        var y = labels.ToArray();
        double[] w = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, y.Length)] : weights.ToArray();
        var rows = Enumerable.Range(0, y.Length).Where(i => w[i] > 0).ToArray();
        var network = new FittedMultilayerPerceptron(Layers(features.Columns, classCount, random), features.Columns);
        var training = new NetworkTraining(network, features, y, w, _options) { Watch = watch };
        for (var epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            random.Shuffle<int>(rows);
            training.Epoch(rows, cancellationToken);
            afterEpoch?.Invoke(epoch, network);
            watch?.AfterEpoch(epoch, network, training);
        }

        return network;
    }

    IFittedClassifier IClassifier.Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, weights, random, null, cancellationToken);

    private DenseLayer[] Layers(int columns, int classCount, IRandomSource random)
    {
        int[] widths = [columns, .. _options.HiddenUnits, classCount];
        return [.. widths.Skip(1).Select((outputs, i) => new DenseLayer(widths[i], outputs, random))];
    }
}
