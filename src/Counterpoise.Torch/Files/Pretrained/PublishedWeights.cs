namespace Counterpoise.Torch.Files;

/// <summary>Weights that someone publishes under a fixed address.</summary>
/// <param name="Name">The name they are asked for by, such as <c>mobilenet_v3_large/imagenet1k_v2</c>.</param>
/// <param name="Address">Where the publisher keeps them.</param>
/// <param name="Sha256">The SHA-256 of the file in lower-case hexadecimal, or its first digits (at least 8), as far as the publisher tells
/// them.</param>
public sealed record PublishedWeights(string Name, Uri Address, string Sha256)
{
    private const int MinimumDigits = 8;

    /// <summary>No more than this is fetched, whatever the server sends. Bytes, at least 1; default 4 GiB.</summary>
    public long MaximumBytes { get; init; } = 4L << 30;

    /// <summary>The name of the file in the cache: the last part of the address.</summary>
    public string FileName => Path.GetFileName(Address.AbsolutePath);

    /// <summary>Checks all fields.</summary>
    /// <exception cref="ArgumentException">Lists every fault.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(Name))
            faults.Add("Name is empty");
        if (!Address.IsAbsoluteUri || Address.Scheme is not ("http" or "https") || FileName.Length == 0)
            faults.Add($"Address is {Address}, expected http or https and a file name at its end");
        if (Sha256.Length is < MinimumDigits or > 64 || !Sha256.All(char.IsAsciiHexDigitLower))
            faults.Add($"Sha256 is '{Sha256}', expected {MinimumDigits} to 64 lower-case hexadecimal digits");
        if (MaximumBytes < 1)
            faults.Add($"MaximumBytes is {MaximumBytes}, expected at least 1");
        if (faults.Count > 0)
            throw new ArgumentException($"weights '{Name}': {string.Join("; ", faults)}");
    }
}
