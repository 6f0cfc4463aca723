using Counterpoise.LabelAudits;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.LabelAudits;

/// <summary>Which images' labels are audited on frozen features, and how.</summary>
public sealed record ImageLabelAuditingOptions() : LabelAuditingOptions("logistic", AuditRanking.LossMixture)
{
    /// <summary>The images, of all splits.</summary>
    public required ImageDataOptions Data { get; init; }

    /// <summary>The network of the features. Default <see cref="FeatureNetworks.Packaged"/>.</summary>
    public string Network { get; init; } = FeatureNetworks.Packaged;

    /// <inheritdoc/>
    internal override string Input => Data.Path;

    /// <inheritdoc/>
    internal override AuditedRows Open(IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        var images = ImageFeatureTable.Read(Data, Network, includesTest: true, events, cancellationToken);
        return new(images.Table, row => images.Names[row]);
    }
}
