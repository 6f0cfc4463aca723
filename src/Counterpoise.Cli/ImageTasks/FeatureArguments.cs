using System.CommandLine;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Frozen features of images, as options of the command line.</summary>
internal static class FeatureArguments
{
    /// <summary>The network of the features.</summary>
    public static Option<string> Network { get; } = new("--network") { Description =
        "For images: the network of frozen features: resnet-18-packaged, or NAME=WEIGHTS.",
        DefaultValueFactory = _ => FeatureNetworks.Packaged, HelpName = "network" };
}
