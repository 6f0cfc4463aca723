namespace Counterpoise.Serving.Models;

/// <summary>A model that a server has loaded.</summary>
public interface IServedModel : IDisposable
{
    /// <summary>What clients are told of it.</summary>
    ServedCard Card { get; }

    /// <summary>
    /// Probabilities of each input, [C]; where one cannot be read, the reason instead. Called by one thread at a time.
    /// </summary>
    /// <param name="inputs">Encoded images (JPEG, PNG, WebP, GIF, TIFF or BMP), or rows of a table as JSON objects in UTF-8.</param>
    IReadOnlyList<ScoredInput> Predict(IReadOnlyList<byte[]> inputs);
}
