using System.Numerics.Tensors;
using Counterpoise.Classifiers;
using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.TableModels;
using Counterpoise.Vision.Episodes;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Mixtures;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Images;

/// <summary>A kept model on frozen features, with the networks that its experts need.</summary>
internal sealed class FeatureModelFile : IDisposable
{
    /// <summary>The name of the expert that sees the pixels themselves, at most 32×32.</summary>
    public const string Pixels = "pixels";

    private const int PixelSide = 32;
    private const double PriorTolerance = 1e-9;

    private readonly FeatureModel _model;
    private readonly FeatureNetworkSource?[] _sources;

    private FeatureModelFile(FeatureModel model, FeatureNetworkSource?[] sources)
    {
        (_model, _sources) = (model, sources);
        Card = new ModelCard
        {
            Architecture = string.Join('+', model.Mixture.Names),
            ClassNames = model.ClassNames,
            ImageSize = 224,
            TrainCounts = model.ClassCounts,
            Method = model.Method,
            FollowsClassPriors = model.TableModel is { } table ? FollowsCounts(table.Card) : null,
        };
    }

    /// <summary>Every classifier that such a model may have.</summary>
    public static ClassifierCodecs Codecs { get; } = SavedTableModels.Codecs.With(new FittedPrototypesCodec());

    /// <summary>Classes, method and what the features are of.</summary>
    public ModelCard Card { get; }

    /// <summary>
    /// The decision that was chosen in training, of probabilities row-major [n, C] to n classes; null for the most probable class.
    /// </summary>
    public Func<double[], int[]>? Decision => _model.TableModel is { Card.Decision: not null } table ? table.Decide : null;

    /// <summary>The card of the model of tables that alone decides on the features; null where prototypes or several experts do.</summary>
    public TableModelCard? TableCard => _model.TableModel?.Card;

    /// <summary>The experts' classifiers and what mixes them.</summary>
    public FittedMixture Mixture => _model.Mixture;

    /// <summary>The networks of the experts; null for one that sees the pixels.</summary>
    public IReadOnlyList<FeatureNetworkSource?> Sources => _sources;

    /// <summary>What an expert sees that sees the pixels.</summary>
    public static FeatureView PixelView => FeatureView.Pixels(PixelSide);

    /// <summary>Whether a path names such a model.</summary>
    public static bool Is(string path) => FeatureModel.Is(path);

    /// <summary>Opens a model and finds its networks.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">A network's weights are not there, or are others.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static FeatureModelFile Open(string path)
    {
        var model = FeatureModel.Load(path, Codecs);
        try
        {
            return new(model, [.. model.Experts.Select(expert => Source(expert, path))]);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>What a model needs to know of an expert's features.</summary>
    /// <param name="text">The expert as a command names it.</param>
    /// <param name="source">Its network; null for the pixels.</param>
    /// <param name="width">Numbers of a row.</param>
    public static FeatureExpert Describe(string text, FeatureNetworkSource? source, int width)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return new(equals < 0 ? text : text[..equals], equals < 0 ? null : Path.GetFullPath(text[(equals + 1)..]),
            source?.Name ?? $"{Pixels}-{PixelSide}", width);
    }

    /// <summary>The features of images for one expert; those of a network are kept between calls.</summary>
    /// <param name="dataset">Images that can be read.</param>
    /// <param name="source">The network; null for the pixels.</param>
    /// <param name="name">The expert's name, for progress.</param>
    /// <param name="events">Told of progress; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; kept features stay kept.</param>
    public static DenseMatrix Features(ImageDataset dataset, FeatureNetworkSource? source, string name, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        FeatureMatrix matrix;
        if (source is null)
        {
            matrix = ImageFeatures.Pixels(dataset, PixelSide, cancellationToken: cancellationToken);
        }
        else
        {
            var network = source.Open();
            using var disposable = network as IDisposable;
            matrix = ImageFeatures.Extract(dataset, network, new FeatureStore(),
                progress: events.Count($"features of {name}", dataset.Count), cancellationToken: cancellationToken);
        }

        var dense = new DenseMatrix(matrix.Count, matrix.Width);
        TensorPrimitives.ConvertChecked<float, double>(matrix.Values, dense.Data);
        return dense;
    }

    /// <summary>Probabilities of images, row-major [images, C].</summary>
    /// <param name="dataset">Images that can be read.</param>
    /// <param name="events">Told of progress; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public double[] Predict(ImageDataset dataset, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken) =>
        Predict([.. _sources.Select((source, k) => Features(dataset, source, _model.Mixture.Names[k], events, cancellationToken))]);

    /// <summary>Probabilities of rows of features, row-major [rows, C].</summary>
    /// <param name="features">Of each expert, its own features.</param>
    public double[] Predict(IReadOnlyList<DenseMatrix> features) => _model.Mixture.Predict(features).Probabilities;

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <summary>Whether probabilities go by the classes as often as they stand in the training images.</summary>
    private static bool FollowsCounts(TableModelCard card)
    {
        var (priors, counts) = (card.Priors.Sum(), card.ClassCounts.Sum());
        return card.Priors.Count > 0 && card.Priors.Zip(card.ClassCounts).All(c =>
            Math.Abs((c.First / priors) - (c.Second / (double)counts)) < PriorTolerance);
    }

    /// <summary>The expert's network, from weights where they were or beside the model.</summary>
    private static FeatureNetworkSource? Source(FeatureExpert expert, string path)
    {
        if (expert.Network == Pixels)
        {
            return null;
        }

        var weights = expert.Weights;
        if (weights is not null && !File.Exists(weights))
        {
            var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(weights));
            weights = File.Exists(beside) ? beside : throw new InputException(
                $"{new FilePart(path)} needs the weights of {expert.Network}, and there is no file '{new FilePart(weights)}': put it back, "
                + $"or into the folder of the model");
        }

        var source = FeatureNetworks.Parse(weights is null ? expert.Network : $"{expert.Network}={weights}", new FilePart(path).ToString());
        return source.Name == expert.Features ? source : throw new InputException(
            $"{new FilePart(path)} was trained on features of {expert.Features}; "
            + $"'{new FilePart(weights ?? expert.Network)}' gives those of {source.Name}: give back the weights that it was trained with");
    }
}
