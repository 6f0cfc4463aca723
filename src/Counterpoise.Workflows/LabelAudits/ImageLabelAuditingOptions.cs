using Counterpoise.LabelAudits;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.LabelAudits;

/// <summary>Which images' labels are audited on frozen features, and how.</summary>
public sealed record ImageLabelAuditingOptions
{
    /// <summary>The images, of all parts.</summary>
    public required ImageDataOptions Data { get; init; }

    /// <summary>The network of the features. Default <see cref="FeatureNetworks.Packaged"/>.</summary>
    public string Network { get; init; } = FeatureNetworks.Packaged;

    /// <summary>The class whose images are audited, by name. Default null: the most frequent.</summary>
    public string? Class { get; init; }

    /// <summary>
    /// What gives out-of-fold probabilities: <c>network</c> for one like the scout, else a classifier of <see cref="TableLearners"/>.
    /// Default <c>logistic</c>, which takes seconds on features.
    /// </summary>
    public string Classifier { get; init; } = "logistic";

    /// <summary>The audit.</summary>
    public LabelAuditOptions Audit { get; init; } = new();

    /// <summary>A file for the whole queue. Default null: none.</summary>
    public string? Output { get; init; }
}
