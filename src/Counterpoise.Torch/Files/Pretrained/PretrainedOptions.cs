namespace Counterpoise.Torch.Files;

/// <summary>How published weights are fetched and kept.</summary>
public sealed record PretrainedOptions
{
    /// <summary>The folder of fetched files; it is made when it is missing. Default: <see cref="WeightCache.Folder"/>.</summary>
    public string CacheFolder { get; init; } = WeightCache.Folder;

    /// <summary>The weights that are known by name. Default: <see cref="WeightCatalogue.Known"/>.</summary>
    public IReadOnlyList<PublishedWeights> Catalogue { get; init; } = WeightCatalogue.Known;

    /// <summary>
    /// How often a connection is tried before the fetch is given up; each attempt goes on where the last one broke. 1 to 100, default 3.
    /// </summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How long a server may send nothing before the connection counts as broken. Above 0, default 30 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait before another attempt, and between looks at another process's fetch. From 0, default 1 s.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Checks all fields.</summary>
    /// <exception cref="ArgumentException">Lists every fault.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(CacheFolder))
            faults.Add("CacheFolder is empty");
        if (Attempts is < 1 or > 100)
            faults.Add($"Attempts is {Attempts}, expected 1 to 100");
        if (StallTimeout <= TimeSpan.Zero)
            faults.Add($"StallTimeout is {StallTimeout}, expected above 0");
        if (Pause < TimeSpan.Zero)
            faults.Add($"Pause is {Pause}, expected at least 0");
        foreach (var name in Catalogue.CountBy(w => w.Name).Where(n => n.Value > 1))
            faults.Add($"Catalogue holds '{name.Key}' {name.Value} times, expected once");
        if (faults.Count > 0)
            throw new ArgumentException($"pretrained weights: {string.Join("; ", faults)}");
        foreach (var weights in Catalogue)
            weights.Validate();
    }
}
