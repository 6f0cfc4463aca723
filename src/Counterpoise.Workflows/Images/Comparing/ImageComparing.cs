using Counterpoise.Comparisons;
using Counterpoise.Reports;
using Counterpoise.Vision.Baselines;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Features;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>
/// Compares methods on images, paired: refuses what cannot be compared before the first training, and keeps every finished cell.
/// </summary>
public static class ImageComparing
{
    /// <summary>
    /// Runs the comparison into its folder: <c>cells/</c>, <c>comparison.json</c>, <c>report.html</c>; what is there already is not
    /// computed again.
    /// </summary>
    /// <param name="options">What is compared.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Stops after the step in hand; finished cells are kept.</param>
    /// <exception cref="InputException">The images, a scenario or an option cannot be used.</exception>
    public static Comparison Run(ImageComparingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var comparison = Prepare(options, events, events, notesLeaks: true, cancellationToken).Run(options.Folder, cancellationToken);
        ComparisonReport.Write(comparison, Path.Combine(options.Folder, "report.html"));
        return comparison;
    }

    /// <summary>Trains those cells of a comparison that no other process has claimed, and writes them alone.</summary>
    /// <param name="options">The options of the process that this one helps.</param>
    /// <param name="events">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    public static void Help(ImageComparingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Prepare(options, null, events, notesLeaks: false, cancellationToken).Help(options.Folder, cancellationToken);
    }

    private static ImageComparison Prepare(ImageComparingOptions options, IProgress<WorkflowEvent>? preparing,
        IProgress<WorkflowEvent>? training, bool notesLeaks, CancellationToken cancellationToken)
    {
        var (path, folder, seeds) = (options.Data.Path, options.Folder, options.Seeds);
        ImageInputs.RequireOutside(path, folder);
        var data = new ImageData(options.Data, preparing);
        var found = data.Find();
        var scenarios = options.Scenarios.Select(s => ImageScenario.Parse(s, found.ClassNames.Count, options.Sizes, options.LargeTest,
            data.Split)).ToArray();
        var images = data.Check(found, cancellationToken);
        var dataset = images.Dataset;
        foreach (var parts in scenarios.Select(scenario => scenario.Split(dataset, seeds[0])))
        {
            foreach (var method in options.Methods)
            {
                ImageExperiment.Check(parts, method, options.Experiment);
            }

            if (options.Methods.Count > 0 && BatchNormLag.Describe(parts.Train.Length, options.Experiment) is { } lag)
            {
                preparing.Warn(lag);
            }
        }

        images.KeepOrRequire(ImageComparison.FingerprintPath(folder, dataset), "name another folder with --out",
            ImageComparison.HasCells(folder));
        string[] leaks = notesLeaks ? [.. scenarios.Select(s =>
            images.NoteLeaks(s.Name, [.. seeds.Select(seed => (seed, s.Split(dataset, seed)))]))] : [];
        var dataName = DataName.Of(path, dataset.Name);
        var isRare = dataset.ClassNames.Count == 2 && options.Baselines.Any(b => b.Input == BaselineInput.Features)
            && scenarios.Any(s => s.Split(dataset, seeds[0]).TrainCounts.Min() < options.OneClassBelow);
        ImageBaseline[] baselines = isRare ? [.. options.Baselines,
            .. ImageBaseline.OneClass.Where(one => options.Baselines.All(b => b.Name != one.Name))] : [.. options.Baselines];
        return new ImageComparison(dataset, scenarios, options.Methods, seeds, options.Experiment)
        {
            Title = options.Title,
            DataName = dataName,
            CommandLine = options.CommandLine,
            DataDescription = options.DataDescription ?? $"{dataName}: {dataset.Count} images of {dataset.ClassNames.Count} classes.",
            ProtocolNotes = [.. leaks, .. PassedOverImages.Describe(dataset.PassedOver) is { } passedOver ? [$"{passedOver}."]
                : Array.Empty<string>(), .. options.ProtocolNotes],
            Baselines = baselines,
            Inputs = new BaselineInputs(dataset, new BaselineOptions { WatchedMetric = options.Experiment.Training.WatchedMetric },
                FeatureNetworks.Parse(options.ProbeNetwork, "--probe-network"), new FeatureStore()),
            PrimaryMetric = options.Metric,
            Baseline = options.Baseline,
            Candidate = options.Candidate,
            Events = training,
            StartHelpers = options.StartHelpers,
        };
    }
}
