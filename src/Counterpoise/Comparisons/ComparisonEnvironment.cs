namespace Counterpoise.Comparisons;

/// <summary>Where a comparison or run was made.</summary>
public sealed record ComparisonEnvironment
{
    /// <summary>Component and version, such as <c>counterpoise</c> → <c>0.1.0</c>, <c>libtorch</c> → <c>1.13.1</c>.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();

    /// <summary>Threads that computed; 0 where unknown.</summary>
    public int Threads { get; init; }

    /// <summary>The device, such as <c>cpu</c>.</summary>
    public string Device { get; init; } = "";
}
