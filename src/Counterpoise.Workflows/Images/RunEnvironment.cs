using Counterpoise.Comparisons;

namespace Counterpoise.Workflows.Images;

/// <summary>Versions and threads, kept with every run.</summary>
internal static class RunEnvironment
{
    /// <summary>That of a run on a device; null is the processor.</summary>
    public static ComparisonEnvironment On(torch.Device? device) => new()
    {
        Versions = new Dictionary<string, string>
        {
            ["counterpoise"] = ProgramVersion.Text,
            [".NET"] = Environment.Version.ToString(),
            ["libtorch"] = torch.__version__,
        },
        Threads = torch.get_num_threads(),
        Device = device?.ToString() ?? "cpu",
    };

    /// <summary>What gives other last digits now than it gave then: threads, device, versions; empty for nothing.</summary>
    public static string[] Changes(ComparisonEnvironment earlier, ComparisonEnvironment now) =>
    [
        .. earlier.Threads == now.Threads ? Array.Empty<string>() : [$"{earlier.Threads} threads, now {now.Threads}"],
        .. earlier.Device == now.Device ? Array.Empty<string>() : [$"{earlier.Device}, now {now.Device}"],
        .. earlier.Versions.Where(v => now.Versions.GetValueOrDefault(v.Key) is { } other && other != v.Value)
            .Select(v => $"{v.Key} {v.Value}, now {now.Versions[v.Key]}"),
    ];
}
