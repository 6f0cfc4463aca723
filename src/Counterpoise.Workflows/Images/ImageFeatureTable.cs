using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Mixtures;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>Images as a table of frozen features, so that what works on tables works on them: a row for each image.</summary>
public sealed class ImageFeatureTable
{
    private readonly string _network;
    private readonly FeatureNetworkSource _source;
    private readonly int _width;

    private ImageFeatureTable(Table table, string[] names, string network, FeatureNetworkSource source, int width)
    {
        (Table, Names, _network, _source, _width) = (table, names, network, source, width);
    }

    /// <summary>Features with the classes, and the groups where images have some.</summary>
    public Table Table { get; }

    /// <summary>The image of each row.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads images and computes features, which are kept between calls.</summary>
    /// <param name="data">The images.</param>
    /// <param name="network">The network of the features: <c>resnet-18-packaged</c> or <c>NAME=WEIGHTS</c>.</param>
    /// <param name="includesTest">Whether images are taken that the data names as its test split; a note counts those left out.</param>
    /// <param name="events">Told of notes and progress; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; kept features stay kept.</param>
    /// <exception cref="InputException">The network is unknown, images cannot be read, or a class has none.</exception>
    public static ImageFeatureTable Read(ImageDataOptions data, string network, bool includesTest,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.Validate();
        var source = FeatureNetworks.Parse(network, "--network");
        var images = new ImageData(data, events);
        var dataset = images.Check(images.Find(), cancellationToken, offersFit: false).Dataset;
        if (!includesTest && dataset.IndicesOf(DatasetSplit.Test) is { Length: > 0 } test)
        {
            events.Note($"the test split of {dataset.Name}, {test.Length} images, is left out: it is for evaluate");
            dataset = dataset.Subset([.. Enumerable.Range(0, dataset.Count).Except(test)]);
        }

        var features = FeatureModelFile.Features(dataset, source, FeatureNetworks.NameOf(network), events, cancellationToken);
        var table = Table.FromMatrix(features).With(new Labels("class", [.. dataset.ClassNames], [.. dataset.Labels]));
        if (dataset.HasGroups)
        {
            var groups = dataset.GroupNumbers();
            table = table.WithGroups(new Labels("group", [.. Enumerable.Range(0, groups.Max() + 1).Select(g => $"{g}")], groups));
        }

        return new(table, [.. dataset.Samples.Select(sample => sample.Name)], network, source, features.Columns);
    }

    /// <summary>
    /// Keeps a model that was trained on <see cref="Table"/> in a file that <see cref="ImagePredicting"/> and
    /// <see cref="ImageEvaluation"/> take; it is written whole or not at all.
    /// </summary>
    /// <param name="model">The model; it is disposed.</param>
    /// <param name="path">The file.</param>
    public void Save(TableModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        var card = model.Card;
        using var kept = new FeatureModel(FittedMixture.OfOne(FeatureNetworks.NameOf(_network), new FittedTableModel(model), _width),
            [FeatureModelFile.Describe(_network, _source, _width)], card.ClassNames, card.ClassCounts, $"{card.Classifier}: {card.Method}",
            card.Seed, card.Program, card.CommandLine);
        kept.Save(path, FeatureModelFile.Codecs);
    }
}
