namespace Counterpoise.Vision.Sources;

/// <summary>One labelled image of a data set.</summary>
/// <param name="Index">Position in the data set, from 0.</param>
/// <param name="Content">Where the pixels come from.</param>
/// <param name="Label">The class, an index into the class names of the data set.</param>
/// <param name="Group">What must stay on one side of a split, such as a lesion or a patient; null where each image stands alone.</param>
/// <param name="Split">The split the source assigns it to.</param>
public sealed record ImageSample(int Index, IImageContent Content, int Label, string? Group = null,
    DatasetSplit Split = DatasetSplit.Unassigned)
{
    /// <summary>What the image is called in messages and reports.</summary>
    public string Name => Content.Name;
}
