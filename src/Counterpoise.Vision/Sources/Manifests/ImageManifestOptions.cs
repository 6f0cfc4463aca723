using Counterpoise.Options;

namespace Counterpoise.Vision.Sources;

/// <summary>How a table of images is read.</summary>
public sealed record ImageManifestOptions
{
    /// <summary>
    /// Column that holds the path of the image; default <c>path</c>, and where that is not there another usual name such as <c>filename</c>
    /// or <c>image</c>.
    /// </summary>
    public string PathColumn { get; init; } = "path";

    /// <summary>
    /// Column that holds the name of the class; default <c>label</c>, and where that is not there another usual name such as <c>class</c>
    /// or <c>dx</c>.
    /// </summary>
    public string LabelColumn { get; init; } = "label";

    /// <summary>
    /// Whether the column of classes may be missing or empty, as for images that are only predicted; they then are of the class
    /// <c>unknown</c>. Default false.
    /// </summary>
    public bool LabelsAreOptional { get; init; }

    /// <summary>
    /// Column that names the group of the image, such as a lesion or a patient; default <c>group</c>, used where it is there. A column that
    /// is set to another name must be there.
    /// </summary>
    public string GroupColumn { get; init; } = "group";

    /// <summary>
    /// Column that holds train, val or test; default <c>split</c>, used where it is there. A column that is set to another name must be
    /// there.
    /// </summary>
    public string SplitColumn { get; init; } = "split";

    /// <summary>Folder that relative paths start from; default null, the folder of the manifest.</summary>
    public string? Root { get; init; }

    /// <summary>Text that is appended to each path, such as <c>.jpg</c> where the table has bare identifiers; default empty.</summary>
    public string PathSuffix { get; init; } = "";

    /// <summary>The classes in the order of their labels; default null, all names that occur, in ordinal order.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>
    /// Character between fields; default null, a tab for <c>.tsv</c> files and otherwise whichever of comma, semicolon and tab the header
    /// has most of.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">One or more values are out of range; the message lists all of them.</exception>
    public void Validate()
    {
        var check = new OptionsCheck(nameof(ImageManifestOptions));
        foreach (var (value, property) in new[] { (PathColumn, nameof(PathColumn)), (LabelColumn, nameof(LabelColumn)),
            (GroupColumn, nameof(GroupColumn)), (SplitColumn, nameof(SplitColumn)) })
        {
            check.Require(!string.IsNullOrWhiteSpace(value), $"{property} is empty, expected the name of a column");
        }

        check.Require(ClassNames is null || (ClassNames.Count > 0 && ClassNames.Distinct(StringComparer.Ordinal)
            .Count() == ClassNames.Count), "ClassNames is empty or names a class twice");
        check.ThrowIfAny();
    }
}
