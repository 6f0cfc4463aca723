using Counterpoise.Federated.Rounds;
using Counterpoise.Splits;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Federated;

/// <summary>Images of a federation, from −1 to 1; one channel where all of them are grey.</summary>
internal sealed class FederatedImages : FederatedRows
{
    private readonly FederatedDataOptions _options;
    private readonly ImageDataOptions _images;
    private readonly ImageData _data;
    private readonly ImageDataset _dataset;

    public FederatedImages(FederatedDataOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        var images = options.Images ?? new ImageDataOptions { Path = options.Path };
        (_options, _images) = (options, images);

        // Nothing is chosen on validation images: every round counts, and none is picked.
        _data = new ImageData(images with { Split = images.Split with { ValidationShare = 0 } }, events);
        var found = _data.Find();
        _dataset = images.Unreadable == UnreadablePolicy.Skip ? _data.Readable(found, cancellationToken) : found;
        if (_dataset.ClassNames.Count == 1)
        {
            throw new InputException(ImageData.OneClass(_dataset));
        }

        if (options.Partition == ClientPartition.ByColumn)
        {
            Clients = [.. _dataset.Samples.Select(sample => sample.Group
                ?? throw new InputException(
                $"{sample.Name} names no group, and clients are the groups of images: give --group-from or --group-pattern, or "
                + $"--group-column for a table of images"))];
        }
    }

    public override string Name => DataName.Of(_options.Path, _dataset.Name);

    public override string Things => "images";

    public override IReadOnlyList<string> ClassNames => _dataset.ClassNames;

    public override int[] Labels => _dataset.Labels;

    public override IReadOnlyList<string>? Clients { get; }

    public override Split Split(ulong seed)
    {
        var parts = _data.Split(_dataset, seed);
        return new Split { Train = parts.Train, Test = parts.Test };
    }

    public override FederatedInputs Prepare(int[] train, int[] test, CancellationToken cancellationToken)
    {
        var (first, second) = (Read(train), Read(test));
        if (FederatedPixels.AreGrey(first) && FederatedPixels.AreGrey(second))
        {
            (first, second) = (FederatedPixels.OneChannel(first), FederatedPixels.OneChannel(second));
        }

        return new FederatedInputs(first, second, new NetworkPlan(NetworkPlan.Convolutional, (int)first.shape[1], ClassNames.Count),
            Size: _options.Size);

        Tensor Read(int[] rows) => FederatedPixels.Read(_dataset, _images, _options.Size, rows, cancellationToken);
    }

    /// <summary>The images of a client that brings its own.</summary>
    public static ClientData Join(FederationJoiningOptions options, string name, FederationPlan plan, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var images = options.Images ?? new ImageDataOptions { Path = options.Path };
        if (plan.Size is not { } size)
        {
            throw new InputException($"'{images.Path}' holds images, and this federation trains on columns of a table");
        }

        var dataset = new ImageData(images, events).Find().AmongClasses(plan.ClassNames);
        var pixels = FederatedPixels.Read(dataset, images, size, [.. Enumerable.Range(0, dataset.Count)], cancellationToken);
        if (plan.Network.Inputs == 1)
        {
            pixels = FederatedPixels.AreGrey(pixels)
                ? FederatedPixels.OneChannel(pixels)
                : throw new InputException(
                    $"'{images.Path}' holds images of several colours, and this federation trains on grey ones: make them grey first");
        }

        return new ClientData(name, pixels, dataset.Labels, plan.ClassNames.Count);
    }
}
