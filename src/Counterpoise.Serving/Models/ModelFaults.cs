using Counterpoise.Messages;
using Counterpoise.Torch.Files;
using Counterpoise.Workflows;

namespace Counterpoise.Serving.Models;

/// <summary>
/// Why a model cannot be served, for a client: files are named within the models folder, since where that lies is none of its business.
/// </summary>
internal static class ModelFaults
{
    /// <summary>Whether it is the model's fault, and not the program's.</summary>
    public static bool Is(Exception fault) => fault is InputException or IOException or InvalidDataException or UnauthorizedAccessException
        or ArgumentException or NotSupportedException;

    /// <summary>The reason.</summary>
    /// <param name="fault">A fault of a model.</param>
    /// <param name="root">The models folder.</param>
    public static string Describe(Exception fault, string root) => fault switch
    {
        InputException input => input.Text.Word(part => part is FilePart file ? Within(root, file.Path) : null).ToString(),
        WeightFileException weights => $"found {weights.Found}, expected {weights.Expected}",
        FileNotFoundException or DirectoryNotFoundException => "there is no such model, or a file that it needs is not there",
        UnauthorizedAccessException => "the server may not read it",
        _ => "it is no model, damaged, or of another version: 'counterpoise predict' with this model says which",
    };

    /// <summary>A file's path below the models folder; the name alone of one that lies elsewhere, such as weights of a network.</summary>
    private static string Within(string root, string file) => Path.GetRelativePath(root, file) is var path
        && (Path.IsPathRooted(path) || path.StartsWith("..", StringComparison.Ordinal)) ? Path.GetFileName(file) : path;
}
