using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Tabular.RgNet;

/// <summary>
/// RGNet's control: layers of one width whose concatenation with the row is classified, with as many parameters as the RGNet of the same
/// options. What RGNet has above it is the narrowing alone.
/// </summary>
/// <remarks>
/// The number of layers and their width are those whose number of parameters is nearest to RGNet's; widths differ by at most 1, the wider
/// layers first. Everything else, training included, is as for <see cref="RgNetClassifier"/>.
/// </remarks>
public sealed class SkipPerceptron : IClassifier
{
    private readonly RgNetOptions _options;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options of the RGNet that it matches; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public SkipPerceptron(RgNetOptions? options = null)
    {
        _options = options ?? new RgNetOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "skip perceptron";

    /// <summary>The shape whose number of parameters is nearest to that of an RGNet, with at most as many layers.</summary>
    /// <param name="model">RGNet's shape.</param>
    public static ScaleShape Match(ScaleShape model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Validate();
        var aim = model.ParameterCount;
        var steps = model.Widths.Length - 1;
        return Enumerable.Range(1, Math.Max(steps, 1)).SelectMany(layers => Around(model, layers, aim))
            .OrderBy(shape => Math.Abs(shape.ParameterCount - aim)).ThenByDescending(shape => shape.Widths.Length)
            .FirstOrDefault(_ => steps > 0, model);
    }

    /// <summary>Fits the network.</summary>
    /// <param name="features">n × d finite numbers of comparable scale.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, C, at least 2.</param>
    /// <param name="weights">n weights, at least 0, or empty for a weight of 1 each.</param>
    /// <param name="random">Draws of the seed, the validation rows and the order of rows.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ArgumentException">Shapes, classes, weights or features are wrong.</exception>
    public FittedScaleNetwork Fit(
        DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        return ScaleTraining.Fit(Match(_options.Shape(features.Columns, classCount)), _options, features, labels, weights, random,
            cancellationToken);
    }

    IFittedClassifier IClassifier.Fit(
        DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, IRandomSource random,
            CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, weights, random, cancellationToken);

    /// <summary>All shapes of so many layers whose widths differ by at most 1, up to the first that has too many parameters.</summary>
    private static IEnumerable<ScaleShape> Around(ScaleShape model, int layers, long aim)
    {
        for (var units = layers; ; units++)
        {
            var (width, wider) = (units / layers, units % layers);
            int[] widths = [model.Widths[0], .. Enumerable.Range(0, layers).Select(l => l < wider ? width + 1 : width)];
            var shape = model with { Widths = widths, Coarsening = Coarsening.Learned };
            yield return shape;
            if (shape.ParameterCount >= aim)
            {
                yield break;
            }
        }
    }
}
