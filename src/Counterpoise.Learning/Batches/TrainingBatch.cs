using Counterpoise.Torch;

namespace Counterpoise.Learning.Batches;

/// <summary>
/// One batch of rows with a class each, as one or more views: the inputs are <c>view0</c>, <c>view1</c>, …, the target is <c>label</c>.
/// </summary>
public sealed class TrainingBatch : NamedBatch
{
    /// <summary>The name of the target.</summary>
    public const string LabelTarget = "label";

    /// <summary>The name of the other label of mixed rows.</summary>
    public const string PartnerTarget = "partner";

    private long[]? _hostLabels;

    /// <summary>Creates a batch; it owns its tensors.</summary>
    /// <param name="views">One or two augmented views, each [N, …], and before them one for the class term where that is apart.</param>
    /// <param name="labels">[N], int64.</param>
    public TrainingBatch(Tensor[] views, Tensor labels)
        : base(Named(views), [KeyValuePair.Create(LabelTarget, labels ?? throw new ArgumentNullException(nameof(labels)))])
    {
    }

    /// <summary>The views, each [N, …].</summary>
    public Tensor[] Views => [.. Inputs.Values];

    /// <summary>[N], int64.</summary>
    public Tensor Labels => Targets[LabelTarget];

    /// <inheritdoc/>
    public override int RowCount => (int)Labels.Count;

    /// <summary>
    /// Whether the first view is the class term's alone, such as one of mixed images, and a contrastive term sees the others. Default
    /// false: it sees all.
    /// </summary>
    public bool ClassViewIsApart { get; init; }

    /// <summary>How many views a contrastive term sees.</summary>
    public int ContrastedViews => Inputs.Count - (ClassViewIsApart ? 1 : 0);

    /// <summary>The other label of each row where two images were mixed (mixup, CutMix), [N]; null otherwise.</summary>
    public Tensor? PartnerLabels
    {
        get => Targets.TryGetValue(PartnerTarget, out var partner) ? partner : null;
        init
        {
            if (value is not null)
            {
                Add(PartnerTarget, value);
            }
        }
    }

    /// <summary>The share of the partner in [0, 1]; 0 without mixing.</summary>
    public double PartnerShare { get; init; }

    /// <summary>The labels on the processor, read before the batch leaves it, so that counting classes waits for no device.</summary>
    internal long[] HostLabels => _hostLabels ??= Labels.ToArray<long>();

    internal override void MoveTo(Device device)
    {
        _ = HostLabels;
        base.MoveTo(device);
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Named(Tensor[] views)
    {
        ArgumentNullException.ThrowIfNull(views);
        return views.Select((view, i) => KeyValuePair.Create(FormattableString.Invariant($"view{i}"), view));
    }
}
