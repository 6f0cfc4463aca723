using System.Security.Cryptography;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Serving.Models;

/// <summary>Opens models for a server.</summary>
internal static class ServedModels
{
    private const int VersionDigits = 12;

    private static readonly (IDataTask Task, Func<string, long, IServedModel> Open)[] Kinds =
    [
        (DataTasks.Tables, (path, _) => new ServedTableModel(path)),
        (DataTasks.Images, (path, maximumPixels) => new TrainedImageModel(ModelFile.Find(path), maximumPixels)),
    ];

    public static IServedModel Open(string path, long maximumPixels)
    {
        if (Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            return File.Exists(path) ? new OnnxImageModel(path, maximumPixels)
                : throw new FileNotFoundException($"there is no model '{path}'", path);
        }

        // What is a model of no kind is refused as one of images.
        var kind = Kinds.FirstOrDefault(k => k.Task.RecognizesModel(path));
        return (kind.Open ?? Kinds[^1].Open)(path, maximumPixels);
    }

    /// <summary>The file that a path serves: the file itself, or the best weights of a run's folder.</summary>
    public static string FileOf(string path) => Directory.Exists(path) ? ModelFile.Find(path) : path;

    /// <summary>A version by what the file holds, so that the same file has the same version everywhere.</summary>
    public static string VersionOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..VersionDigits];
    }
}
