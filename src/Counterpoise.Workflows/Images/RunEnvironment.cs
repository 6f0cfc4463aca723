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
}
