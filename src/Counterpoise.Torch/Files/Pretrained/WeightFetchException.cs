namespace Counterpoise.Torch.Files;

/// <summary>
/// Published weights could not be fetched or are not what their publisher announced. The message says what to fetch and where to put it.
/// </summary>
public sealed class WeightFetchException : IOException
{
    /// <summary>Creates the error.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="target">Where the file is to stand.</param>
    /// <param name="found">What went wrong.</param>
    /// <param name="inner">The error below, if there is one.</param>
    public WeightFetchException(PublishedWeights weights, string target, string found, Exception? inner = null)
        : base($"weights '{weights?.Name}': {found}. Fetch {weights?.Address} (SHA-256 beginning {weights?.Sha256}) by any means and put "
            + $"it at {target}", inner)
    {
        ArgumentNullException.ThrowIfNull(weights);
        (Weights, Target) = (weights, target);
    }

    /// <summary>The weights.</summary>
    public PublishedWeights Weights { get; }

    /// <summary>Where the file is to stand.</summary>
    public string Target { get; }
}
