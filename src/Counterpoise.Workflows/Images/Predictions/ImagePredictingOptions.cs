using Counterpoise.Messages;
using Counterpoise.Options;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Images;

/// <summary>Which images a model predicts.</summary>
public sealed record ImagePredictingOptions
{
    /// <summary>A run's folder, or its weight file.</summary>
    public required string Model { get; init; }

    /// <summary>Image files, folders of images, archives or tables of images.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>How a table of images is read.</summary>
    public ImageManifestOptions Manifest { get; init; } = new();

    /// <summary>The largest image that is decoded, in pixels, at least 1.</summary>
    public long MaximumPixels { get; init; } = DecodeOptions.Default.MaximumPixels;

    /// <summary>What happens to images that cannot be read. Default: they are left out and named.</summary>
    public UnreadablePolicy Unreadable { get; init; } = UnreadablePolicy.Skip;

    /// <summary>The classes that the model must have, in this order. Default empty: any.</summary>
    public IReadOnlyList<string> ExpectedClasses { get; init; } = [];

    /// <summary>The architecture that the model must be of. Default null: any.</summary>
    public string? ExpectedArchitecture { get; init; }

    /// <summary>Images at a time, at least 1. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Where the network runs. Default null: on the processor.</summary>
    public torch.Device? Device { get; init; }

    /// <summary>Whether the network runs in bfloat16. Default false.</summary>
    public bool BFloat16 { get; init; }

    /// <summary>What becomes of the model's probabilities. Default: the most probable class is predicted.</summary>
    public ImageDecisionOptions Decision { get; init; } = new();

    /// <summary>
    /// A file for the embedding of each predicted image, the layer below the logits, in the order of the predictions: <c>.npy</c>, [n, d]
    /// of float32, or <c>.csv</c> with the image in front. Default null: none. Trained networks have one.
    /// </summary>
    public string? Embeddings { get; init; }

    /// <summary>
    /// A folder for a picture of each predicted image, as the network saw it, beside what speaks for its class (Grad-CAM). Default null:
    /// none. Trained networks have them.
    /// </summary>
    public string? GradCam { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A value is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(ImagePredictingOptions))
        .Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "it must be at least 1")
        .Require(MaximumPixels >= 1, nameof(MaximumPixels), MaximumPixels, "expected at least 1")
        .Require(Embeddings is null || EmbeddingFile.CanWrite(Embeddings), nameof(Embeddings), Embeddings,
            "expected a file that ends in .npy or .csv")
        .Require(Images.Count > 0, $"{new SettingPart(nameof(Images))} is empty; expected at least one file or folder")
        .ThrowIfAny();
}
