using System.Globalization;

namespace Counterpoise.Files;

/// <summary>
/// The number of a file's layout, from 1. It grows whenever an older program would misread the file; a file that says none is of the first
/// layout, since files did not say it at first. What is read and what is refused stands in docs/file-formats.md.
/// </summary>
public static class FileFormat
{
    /// <summary>The name under which a weight file's metadata hold the number.</summary>
    public const string Key = "counterpoise.format";

    /// <summary>Refuses a file of a layout that this program does not know.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="found">Its number; null where it says none.</param>
    /// <param name="newest">The newest that this program reads; it reads all before it, too.</param>
    /// <param name="remedy">What to do beside reading it with the program that wrote it, in an imperative.</param>
    /// <exception cref="InvalidDataException">The number is not between 1 and <paramref name="newest"/>.</exception>
    public static void Require(string path, int? found, int newest, string remedy)
    {
        if (found is { } number && (number < 1 || number > newest))
        {
            throw Fault(path, number.ToString(CultureInfo.InvariantCulture), newest, remedy);
        }
    }

    /// <summary>Refuses a weight file whose metadata name a layout that this program does not know.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="metadata">Its metadata; the number is that of <see cref="Key"/>.</param>
    /// <param name="newest">The newest that this program reads; it reads all before it, too.</param>
    /// <param name="remedy">What to do beside reading it with the program that wrote it, in an imperative.</param>
    /// <exception cref="InvalidDataException">The number is not between 1 and <paramref name="newest"/>, or is none.</exception>
    public static void Require(string path, IReadOnlyDictionary<string, string> metadata, int newest, string remedy)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (metadata.GetValueOrDefault(Key) is { } text)
        {
            Require(path, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : throw Fault(path, $"'{text}'", newest, remedy), newest, remedy);
        }
    }

    private static InvalidDataException Fault(string path, string found, int newest, string remedy) => new(
        $"{path}: format {found} found; this program reads {(newest == 1 ? "1" : $"1 to {newest}")}: use the program that wrote it, or "
        + remedy);
}
