using System.CommandLine;

namespace Counterpoise.Cli;

/// <summary>How data is parted before training, as options that every kind of data reads.</summary>
internal static class SplitArguments
{
    /// <summary>The share that is kept from training and measured once.</summary>
    public static Option<double> TestShare { get; } = new("--test-share")
    {
        Description = "Share of rows or images for the test split, where the data names none; of a table 0 trains on all.",
            DefaultValueFactory = _ => 0.2,
    };
}
