using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Training;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Workflows.Images;

/// <summary>What is trained on which images, and where it is kept.</summary>
public sealed record ImageTrainingOptions
{
    /// <summary>The images.</summary>
    public required ImageDataOptions Data { get; init; }

    /// <summary>The method.</summary>
    public required Method Method { get; init; }

    /// <summary>Network, augmentation and training.</summary>
    public ImageExperimentOptions Experiment { get; init; } = new();

    /// <summary>The seed that all random streams come from. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The run's folder, outside of the images.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the run in the folder goes on from its last checkpoint. Default false: a folder with a run is refused.</summary>
    public bool Resume { get; init; }

    /// <summary>The processes that train together. Default null: this one alone.</summary>
    public DataParallel? Parallel { get; init; }

    /// <summary>The command that began the run, as the report shows it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";
}
