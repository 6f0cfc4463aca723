using System.Security.Cryptography;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Serving.Models;

/// <summary>Opens models for a server.</summary>
internal static class ServedModels
{
    private const int VersionDigits = 12;

    public static IServedModel Open(string path, long maximumPixels)
    {
        if (Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            return File.Exists(path) ? new OnnxImageModel(path, maximumPixels)
                : throw new FileNotFoundException($"there is no model '{path}'", path);
        }

        return new TrainedImageModel(ModelFile.Find(path), maximumPixels);
    }

    /// <summary>A version by what the file holds, so that the same file has the same version everywhere.</summary>
    public static string VersionOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..VersionDigits];
    }
}
