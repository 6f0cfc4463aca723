using Counterpoise.Workflows.Images;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>Which images are solved on frozen features, and where the model goes.</summary>
public sealed record ImageSolvingOptions
{
    /// <summary>The images; those that the data names as its test split are left out.</summary>
    public required ImageDataOptions Data { get; init; }

    /// <summary>The network of the features. Default <see cref="FeatureNetworks.Packaged"/>.</summary>
    public string Network { get; init; } = FeatureNetworks.Packaged;

    /// <summary>The search; it draws from <see cref="SolveSpace.Features"/> whatever it names.</summary>
    public SolveOptions Search { get; init; } = new();

    /// <summary>The file of the model; null (default) for none.</summary>
    public string? Output { get; init; }

    /// <summary>The command line that asked for it, which is kept with the model. Default none.</summary>
    public string CommandLine { get; init; } = "";
}
