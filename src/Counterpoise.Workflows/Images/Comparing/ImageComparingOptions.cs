using Counterpoise.Comparisons;
using Counterpoise.Learning.Methods;
using Counterpoise.Vision.Baselines;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Scenarios;

namespace Counterpoise.Workflows.Images;

/// <summary>Which methods are compared, on which images, and how.</summary>
public sealed record ImageComparingOptions
{
    /// <summary>The images.</summary>
    public required ImageDataOptions Data { get; init; }

    /// <summary>The methods, each trained on every scenario under every seed.</summary>
    public required IReadOnlyList<Method> Methods { get; init; }

    /// <summary>Trivial baselines that stand beside the methods. Default: none.</summary>
    public IReadOnlyList<ImageBaseline> Baselines { get; init; } = [];

    /// <summary>
    /// The network whose frozen features the baselines <c>probe</c> see: <c>resnet-18-packaged</c>, or <c>NAME=WEIGHTS</c> with any
    /// network's name and a file of its weights. Default: the packaged one.
    /// </summary>
    public string ProbeNetwork { get; init; } = FeatureNetworks.Packaged;

    /// <summary>
    /// Training images of the minority class of two below which <see cref="ImageBaseline.OneClass"/> stands beside <see cref="Baselines"/>;
    /// 0 for never. Default 0.
    /// </summary>
    public int OneClassBelow { get; init; }

    /// <summary>The seeds, at least one. Default: 0 to 5.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [0, 1, 2, 3, 4, 5];

    /// <summary>Network, augmentation and training.</summary>
    public ImageExperimentOptions Experiment { get; init; } = new();

    /// <summary>
    /// Distributions of the training classes: <c>own</c> (the data as it is), <c>S1</c> to <c>S5</c>, <c>exp:RATIO</c>, <c>step:RATIO</c>,
    /// <c>shares:A/B/…</c> or <c>lt:RATIO</c>. Default: own.
    /// </summary>
    public IReadOnlyList<string> Scenarios { get; init; } = ["own"];

    /// <summary>Sizes of the parts of scenarios that are drawn.</summary>
    public ScenarioOptions Sizes { get; init; } = new();

    /// <summary>Whether all images that a scenario leaves over are evaluated too. Default false.</summary>
    public bool LargeTest { get; init; }

    /// <summary>The metric of the verdict. Default: the geometric mean of the recalls.</summary>
    public string Metric { get; init; } = MetricNames.GeometricMean;

    /// <summary>The method that the others are measured against. Default null: the first that the heading does not name.</summary>
    public string? Baseline { get; init; }

    /// <summary>The method whose worth is in question. Default null: all that are no controls are.</summary>
    public string? Candidate { get; init; }

    /// <summary>The heading. Default null: candidate, baseline and data.</summary>
    public string? Title { get; init; }

    /// <summary>What the report says of the data. Default null: its name, images and classes.</summary>
    public string? DataDescription { get; init; }

    /// <summary>Further notes on the protocol for the report. Default: none.</summary>
    public IReadOnlyList<string> ProtocolNotes { get; init; } = [];

    /// <summary>The folder of the results, outside of the images.</summary>
    public required string Folder { get; init; }

    /// <summary>The command that began it, as the report shows it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>
    /// Starts other processes that call <see cref="ImageComparing.Help"/> with equal options, once nothing can be refused any more; they
    /// are ended when what it returns is disposed. Default null: this process trains all cells.
    /// </summary>
    public Func<CancellationToken, IDisposable>? StartHelpers { get; init; }
}
