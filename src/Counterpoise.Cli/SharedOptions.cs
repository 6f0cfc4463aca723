using System.CommandLine;

namespace Counterpoise.Cli;

/// <summary>The options that every verb understands.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on stdout instead of tables.",
        Recursive = true };

    public static Option<FileInfo?> Config { get; } = new("--config") { Description =
        "A YAML file of options (name: value); the command line wins.", Recursive = true, HelpName = "file.yaml" };

    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Print the resolved options as YAML and do nothing.",
        Recursive = true };
}
