namespace Counterpoise.Reports;

/// <summary>What a report holds and how large it may become.</summary>
public sealed record ReportOptions
{
    /// <summary>Largest size of the file in bytes, from 1,200,000 (the charting library takes 0.8 million). Default 3,000,000.</summary>
    public int MaxBytes { get; init; } = 3_000_000;

    /// <summary>Points shown per embedding, from 10. Default 300. With more rows, every k-th is shown, and the report says so.</summary>
    public int MaxPointsPerEmbedding { get; init; } = 300;

    /// <summary>Embeddings shown in all, from 0. Default 40.</summary>
    public int MaxEmbeddings { get; init; } = 40;

    /// <summary>Mistakes shown per scenario and method, from 0. Default 8.</summary>
    public int MaxMistakes { get; init; } = 8;

    /// <summary>
    /// Bytes of all thumbnails together before they are encoded, from 0. Default 600,000. What does not fit is named without its image.
    /// </summary>
    public int MaxThumbnailBytes { get; init; } = 600_000;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values are out of range; the message names each.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        Check(nameof(MaxBytes), MaxBytes, 1_200_000);
        Check(nameof(MaxPointsPerEmbedding), MaxPointsPerEmbedding, 10);
        Check(nameof(MaxEmbeddings), MaxEmbeddings, 0);
        Check(nameof(MaxMistakes), MaxMistakes, 0);
        Check(nameof(MaxThumbnailBytes), MaxThumbnailBytes, 0);
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", faults));
        }

        void Check(string name, int found, int least)
        {
            if (found < least)
            {
                faults.Add($"{name} is {found}, at least {least} is expected");
            }
        }
    }
}
