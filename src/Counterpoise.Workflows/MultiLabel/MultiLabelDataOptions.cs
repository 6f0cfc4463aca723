using Counterpoise.Data;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>
/// A table whose rows have several labels. Where a column of a CSV or TSV file holds names of image files, the rows are images, and frozen
/// features of each stand in for all other columns.
/// </summary>
public record MultiLabelDataOptions
{
    /// <summary>The table.</summary>
    public required string Input { get; init; }

    /// <summary>How it is read; its target is not used.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and told, instead of refused. Default false.</summary>
    public bool Lenient { get; init; }

    /// <summary>The columns of two values that are the labels; or one column whose cells hold the labels of a row.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>The network of the features of images: <c>resnet-18-packaged</c> or <c>NAME=WEIGHTS</c>.</summary>
    public string Network { get; init; } = FeatureNetworks.Packaged;

    /// <summary>What stands between the labels of a cell where there is one column. Default |.</summary>
    public string Separator { get; init; } = "|";
}
