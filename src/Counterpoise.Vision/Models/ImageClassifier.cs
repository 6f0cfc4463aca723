using System.Globalization;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Models;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Models;

/// <summary>A network with its card: what a run ships and a prediction loads.</summary>
public sealed class ImageClassifier : IDisposable
{
    private ImageClassifier(ModelCard card, BackboneClassifier network) => (Card, Network) = (card, network);

    /// <summary>What must be known to use the network.</summary>
    public ModelCard Card { get; }

    /// <summary>The network.</summary>
    public BackboneClassifier Network { get; }

    /// <summary>How its images are normalised.</summary>
    public Normalization Normalization => ImageArchitecture.Named(Card.Architecture).Normalization;

    /// <summary>The pipeline without randomness that predictions go through.</summary>
    public AugmentationPipeline Evaluation => new(AugmentationOptions.Evaluation(Card.ImageSize, Card.Crop));

    /// <summary>The picture as the network sees it: decoded, cut and resized as <see cref="Evaluation"/> does.</summary>
    /// <param name="dataset">Images.</param>
    /// <param name="row">Place of the image, from 0.</param>
    /// <param name="decoding">Limits of decoding; null takes the defaults, with the card's depth of 16-bit images.</param>
    /// <exception cref="InvalidDataException">The image cannot be read.</exception>
    public RgbImage See(ImageDataset dataset, int row, DecodeOptions? decoding = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var frame = new AugmentationFrame();
        frame.Begin(dataset.Read(row, decoding ?? new DecodeOptions { SixteenBitDepth = Card.SixteenBitDepth }));
        Evaluation.Apply(frame, seed: 0, epoch: 0, row, view: 0);
        return frame.Image;
    }

    /// <summary>Makes a classifier with initial values from a seed.</summary>
    /// <param name="card">Architecture, classes and image size.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="options">What the network has only while it is trained; the defaults where null.</param>
    public static ImageClassifier Create(ModelCard card, ulong seed, ImageClassifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(card);
        var network = Build(card, options ?? new ImageClassifierOptions());
        network.Initialize(seed);
        network.To(format: MemoryFormat.ChannelsLast);
        return new ImageClassifier(card, network);
    }

    /// <summary>
    /// Refuses a file that holds next to nothing of the network that its card claims, before that network takes memory: parameters grow
    /// with the square of the width, and the smallest network has 72,000 at width 1.
    /// </summary>
    private static void RequireWeights(string path, ModelCard card, TensorArchive archive)
    {
        const double fewest = 10_000;
        var numbers = archive.Tensors.Values.Sum(t => (double)t.ElementCount);
        if (card.WidthMultiplier > 1 && numbers < fewest * card.WidthMultiplier * card.WidthMultiplier)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: {numbers} numbers are in the file, far fewer than a {card.Architecture} of width {card.WidthMultiplier} has: "
                + $"the file is damaged or its description is another model's"));
        }
    }

    /// <summary>Loads what a run shipped.</summary>
    /// <param name="path">A weight file with a card.</param>
    /// <exception cref="InvalidDataException">The file has no card, or its weights do not fit it.</exception>
    public static ImageClassifier Load(string path)
    {
        using var scope = torch.NewDisposeScope();
        using var archive = SafetensorsFile.Open(path);
        var card = ModelCard.FromMetadata(path, archive.Metadata);
        RequireWeights(path, card, archive);
        ImageClassifier? classifier = null;
        try
        {
            classifier = Create(card, 0, new ImageClassifierOptions { EmbeddingLayer = card.Contrast?.Layer
                ?? EmbeddingLayer.Penultimate });
            if (card.Contrast is { } contrast)
            {
                classifier.Attach(new ProjectionHead(classifier.Network.EmbeddingSize, contrast.Projection, contrast.ProjectionSize),
                    new ClassDirections(card.ClassNames.Count, contrast.ProjectionSize));
            }

            classifier.Network.LoadStateDict(archive.ToTensors());
            classifier.Network.Eval();
            return classifier;
        }
        catch (Exception exception) when (exception is ArgumentException or StateDictException)
        {
            classifier?.Dispose();
            throw new InvalidDataException(
                $"{path}: the weights do not fit their description ({card.Architecture}, {card.ClassNames.Count} classes): "
                + $"{exception.Message.Split(" (Parameter '")[0]}", exception);
        }
    }

    /// <summary>Adds the contrast that the card tells of to the logits at prediction; the classifier then frees its parts.</summary>
    /// <param name="projection">The head that the contrastive term is trained with.</param>
    /// <param name="directions">The statistics of the classes.</param>
    /// <exception cref="InvalidOperationException">The card tells of none.</exception>
    public void Attach(ProjectionHead projection, ClassDirections directions)
    {
        var contrast = Card.Contrast ?? throw new InvalidOperationException(
            "the card tells of no contrast to add: make the classifier of a card that does");
        Network.Attach(new ContrastLogits(projection, directions, contrast.Temperature, contrast.Weight));
    }

    /// <summary>Copies pretrained weights in, all but the last layer where its classes differ.</summary>
    /// <param name="path">A .safetensors, .pth or .th state dict with the network's keys, alone or under <c>state_dict</c>, with or without
    /// <c>module.</c> before each.</param>
    /// <returns>How many tensors were taken over.</returns>
    /// <exception cref="InvalidDataException">Less than the whole backbone fits: the file is of another architecture.</exception>
    public int LoadPretrained(string path)
    {
        using var scope = torch.NewDisposeScope();
        var state = PretrainedState.Read(path, ImageArchitecture.Named(Card.Architecture));
        var report = Network.LoadStateDict(state, strict: false);
        var own = Network.StateDict();
        var taken = own.Count - report.Missing.Count - report.Misshaped.Count;
        var lacking = report.Missing.Concat(report.Misshaped.Select(m => m.Split(' ')[0]))
            .Where(k => Network.IsBackbone(k) && !PretrainedState.IsCount(k)).ToList();
        return lacking.Count == 0
            ? taken
            : throw new InvalidDataException(
                $"{path}: {lacking.Count} of the backbone's tensors are missing or of another shape (the first: {lacking[0]}), so the "
                + $"file is not of {Card.Architecture}: choose the architecture that the weights are of");
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private static BackboneClassifier Build(ModelCard card, ImageClassifierOptions options)
    {
        var architecture = ImageArchitecture.Named(card.Architecture);
        var chosen = architecture.ReadOptions(card.NetworkOptions);
        var backbone = architecture.Create(chosen with
        {
            Classes = card.ClassNames.Count,
            WidthMultiplier = card.WidthMultiplier,
            Dropout = options.Dropout ?? chosen.Dropout,
            BatchNormMomentum = options.BatchNormMomentum ?? chosen.BatchNormMomentum,
        });
        var network = string.Concat(card.NetworkOptions.Select(o => $", {o.Key} {o.Value}"));
        return new BackboneClassifier(backbone, string.Create(CultureInfo.InvariantCulture,
            $"{architecture.Name} x{card.WidthMultiplier:R}{network}, {card.ClassNames.Count} classes"), options.EmbeddingLayer);
    }
}
