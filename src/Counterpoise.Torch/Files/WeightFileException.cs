namespace Counterpoise.Torch.Files;

/// <summary>
/// A weight file is damaged, lies about its content, or holds what is not read. The message names the file, what was found and what was
/// expected.
/// </summary>
public sealed class WeightFileException : IOException
{
    private const int MaximumLength = 500;

    /// <summary>Creates the error.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected, and, where it helps, what to do.</param>
    /// <param name="inner">The error below, if there is one.</param>
    public WeightFileException(string path, string found, string expected, Exception? inner = null)
        : base($"{path}: found {Short(found)}, expected {Short(expected)}", inner)
    {
        (Path, Found, Expected) = (path, Short(found), Short(expected));
    }

    /// <summary>The file that could not be read or written.</summary>
    public string Path { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected, and, where it helps, what to do.</summary>
    public string Expected { get; }

    // What a damaged file calls a name may be its whole content.
    private static string Short(string text) => text.Length <= MaximumLength ? text : text[..MaximumLength] + "…";
}
