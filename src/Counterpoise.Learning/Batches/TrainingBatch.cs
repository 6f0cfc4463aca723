namespace Counterpoise.Learning.Batches;

/// <summary>One batch, ready for the model.</summary>
public sealed class TrainingBatch : IDisposable
{
    private Tensor? _partnerLabels;

    /// <summary>Creates a batch; it owns its tensors.</summary>
    /// <param name="views">One or two augmented views, each [N, …], and before them one for the class term where that is apart.</param>
    /// <param name="labels">[N], int64.</param>
    public TrainingBatch(Tensor[] views, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(labels);
        (Views, Labels) = (views, labels);
        Array.ForEach(views, v => v.DetachFromDisposeScope());
        labels.DetachFromDisposeScope();
    }

    /// <summary>The views, each [N, …].</summary>
    public Tensor[] Views { get; }

    /// <summary>[N], int64.</summary>
    public Tensor Labels { get; private set; }

    /// <summary>Whether the first view is the class term's alone, such as one of mixed images, and a contrastive term sees the others. Default false: it sees all.</summary>
    public bool ClassViewIsApart { get; init; }

    /// <summary>How many views a contrastive term sees.</summary>
    public int ContrastedViews => Views.Length - (ClassViewIsApart ? 1 : 0);

    /// <summary>The other label of each row where two images were mixed (mixup, CutMix), [N]; null otherwise.</summary>
    public Tensor? PartnerLabels
    {
        get => _partnerLabels;
        init => _partnerLabels = value;
    }

    /// <summary>The share of the partner in [0, 1]; 0 without mixing.</summary>
    public double PartnerShare { get; init; }

    /// <summary>Moves the batch to a device, and frees what it leaves behind; nothing happens where it is there already.</summary>
    internal void MoveTo(Device device)
    {
        for (var i = 0; i < Views.Length; i++)
        {
            Views[i] = Moved(Views[i], device);
        }

        Labels = Moved(Labels, device);
        _partnerLabels = _partnerLabels is { } partner ? Moved(partner, device) : null;
    }

    private static Tensor Moved(Tensor tensor, Device device)
    {
        if (tensor.device_type == device.type && (tensor.device_index == device.index || device.index < 0))
        {
            return tensor;
        }

        var moved = tensor.to(device).DetachFromDisposeScope();
        tensor.Dispose();
        return moved;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(Views, v => v.Dispose());
        Labels.Dispose();
        PartnerLabels?.Dispose();
    }
}
