using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Tasks;

/// <summary>What a user says of data before it is known what kind they are.</summary>
/// <param name="Path">A file or folder, or the name of a data set that comes with the program.</param>
public sealed record DataSource(string Path)
{
    /// <summary>The class column of a table, where the user names one; a table whose classes are named is no table of images.</summary>
    public string? Target { get; init; }

    /// <summary>Whether the user asks for a target that is a number. Default false: for classes.</summary>
    public bool IsNumeric { get; init; }

    /// <summary>Whether the user names several labels that a row may have. Default false: a row has one class.</summary>
    public bool HasSeveralLabels { get; init; }

    /// <summary>Whether the user says that it is a graph: names a table of nodes, or the layout of events. Default false.</summary>
    public bool IsGraph { get; init; }

    /// <summary>Whether the user says that rows come one after the other. Default false: in any order.</summary>
    public bool IsStream { get; init; }

    /// <summary>The column of image files in a table of images.</summary>
    public string PathColumn { get; init; } = new ImageManifestOptions().PathColumn;

    /// <summary>The column of classes in a table of images.</summary>
    public string LabelColumn { get; init; } = new ImageManifestOptions().LabelColumn;
}
