namespace Counterpoise.Serving.Models;

/// <summary>A served model that can say why it predicts what it predicts.</summary>
internal interface IExplainingModel : IServedModel
{
    /// <summary>Explains one input for one class. Called by one thread at a time.</summary>
    /// <param name="input">An encoded image, or a row of a table as a JSON object in UTF-8.</param>
    /// <param name="classIndex">The class, in [0, C); null for the one that the model decides on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FormatException">The input cannot be read, or nothing can be drawn; the message is for the client.</exception>
    Explanation Explain(byte[] input, int? classIndex, CancellationToken cancellationToken);
}
