namespace Counterpoise.Data.LargeFiles;

/// <summary>How a file that is larger than memory is resampled.</summary>
public enum LargeFileMethod
{
    /// <summary>Every class is drawn down to the rarest one's rows, without replacement.</summary>
    RandomUnder,

    /// <summary>All rows, and copies drawn with replacement up to the most frequent class's rows.</summary>
    RandomOver,

    /// <summary>
    /// As many rows as the file has, or as <see cref="LargeFileOptions.Rows"/> says, in equal parts from each class, drawn with
    /// replacement.
    /// </summary>
    ClassBalanced,
}
