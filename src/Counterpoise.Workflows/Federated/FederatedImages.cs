using Counterpoise.Splits;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Federated;

/// <summary>Images of a federation, from −1 to 1; one channel where all of them are grey.</summary>
internal sealed class FederatedImages : FederatedRows
{
    private readonly FederatedDataOptions _options;
    private readonly ImageData _data;
    private readonly ImageDataset _dataset;

    public FederatedImages(FederatedDataOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        var images = options.Images!;
        _options = options;

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

        return new FederatedInputs(first, second, new NetworkPlan(NetworkPlan.Convolutional, (int)first.shape[1], ClassNames.Count));

        Tensor Read(int[] rows) => FederatedPixels.Read(_dataset, _options.Images!, _options.Size, rows, cancellationToken);
    }
}
