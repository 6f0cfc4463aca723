namespace Counterpoise.Serving.Models;

/// <summary>A model that a server has loaded.</summary>
public interface IServedModel : IDisposable
{
    /// <summary>What clients are told of it.</summary>
    ServedCard Card { get; }

    /// <summary>
    /// Probabilities of each image, [C]; where an image cannot be read, the reason instead. Called by one thread at a time.
    /// </summary>
    /// <param name="images">Encoded images: JPEG, PNG, WebP, GIF, TIFF or BMP.</param>
    IReadOnlyList<ScoredImage> Predict(IReadOnlyList<byte[]> images);
}
