using System.Security.Cryptography;
using Counterpoise.Messages;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Serving.Models;

/// <summary>Opens models for a server.</summary>
internal static class ServedModels
{
    private const int VersionDigits = 12;

    private static readonly (Func<string, bool> Recognizes, Func<string, long, IServedModel> Open)[] Kinds =
    [
        (DataTasks.Tables.RecognizesModel, (path, _) => new ServedTableModel(path)),
        (OnnxClassifier.Is, (path, maximumPixels) => new OnnxImageModel(path, maximumPixels)),
        (FeatureModelFile.Is, (path, maximumPixels) => new FeatureImageModel(path, maximumPixels)),
        (DataTasks.Labels.RecognizesModel, (path, _) => throw new InputException($"{new FilePart(path)} is a model of several labels, "
            + $"which predict and evaluate take: to serve one train a label by itself (--target with one column)")),
        (DataTasks.Numbers.RecognizesModel, (path, _) => throw new InputException($"{new FilePart(path)} is a model of numbers, which "
            + $"predict and evaluate take, and a server gives probabilities of classes")),
        (DataTasks.Images.RecognizesModel, (path, maximumPixels) => new TrainedImageModel(ModelFile.Find(path), maximumPixels)),
    ];

    public static IServedModel Open(string path, long maximumPixels)
    {
        // What is a model of no kind is refused as one of images.
        var kind = Kinds.FirstOrDefault(k => k.Recognizes(path));
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
