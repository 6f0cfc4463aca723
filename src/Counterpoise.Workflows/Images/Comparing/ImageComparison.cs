using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Learning.Methods;
using Counterpoise.Vision.Baselines;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Plans;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>
/// Methods × scenarios × seeds on images: every finished cell is kept under its hash, so that an interrupted comparison goes on.
/// </summary>
internal sealed class ImageComparison(
    ImageDataset dataset, IReadOnlyList<ImageScenario> scenarios, IReadOnlyList<Method> methods, IReadOnlyList<ulong> seeds,
    ImageExperimentOptions options)
{
    /// <summary>The heading; null names candidate, baseline and data.</summary>
    public string? Title { get; init; }

    /// <summary>What people call the data, for the heading.</summary>
    public string DataName { get; init; } = dataset.Name;

    public required string DataDescription { get; init; }

    public required string CommandLine { get; init; }

    public IReadOnlyList<string> ProtocolNotes { get; init; } = [];

    public string PrimaryMetric { get; init; } = MetricNames.GeometricMean;

    /// <summary>The method that the others are measured against; the first that the heading does not name where null.</summary>
    public string? Baseline { get; init; }

    /// <summary>The method whose worth is in question; where null, all that are no controls are.</summary>
    public string? Candidate { get; init; }

    /// <summary>The trivial baselines to compare the methods with.</summary>
    public IReadOnlyList<ImageBaseline> Baselines { get; init; } = [];

    /// <summary>What the baselines see; needed where there are some.</summary>
    public BaselineInputs? Inputs { get; init; }

    /// <summary>Who is told.</summary>
    public IProgress<WorkflowEvent>? Events { get; init; }

    /// <summary>
    /// Starts the other processes that share the cells, once nothing can be refused any more; they are ended when what it returns is
    /// disposed.
    /// </summary>
    public Func<CancellationToken, IDisposable>? StartHelpers { get; init; }

    /// <summary>Trains what is not there yet, and writes comparison.json, after each cell anew, and the cells into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    /// <exception cref="ArgumentException">A scenario, a method or an option cannot be used; nothing is trained and no folder
    /// made.</exception>
    public Comparison Run(string folder, CancellationToken cancellationToken)
    {
        var plan = Plan().Create();
        Announce();
        try
        {
            return Run(folder, plan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Events.Note($"the same command goes on where this ends; counterpoise report {folder} shows what is finished");
            throw;
        }
    }

    private Comparison Run(string folder, IReadOnlyList<PlannedFit> plan, CancellationToken cancellationToken)
    {
        var runner = new ExperimentRunner(Store(folder));
        Events.Note($"scenarios × methods × seeds: {scenarios.Count} × {methods.Count + Baselines.Count} × {seeds.Count} = {Total} "
            + $"cells, into {folder}");
        var networks = scenarios.Count * methods.Count * seeds.Count;
        var fits = plan.Count(f => f.Cells.Any(c => methods.Any(m => m.Name == c.Method)));
        if (fits < networks)
        {
            Events.Note($"{fits} trainings serve the {networks} cells of networks: what is equal is trained once");
        }

        var finished = runner.Finished(plan);
        TellOtherEnvironment(folder, finished.Count);
        SaveUnfinished(folder, finished);
        if (finished.Count < Total)
        {
            PrepareFeatures(cancellationToken);
        }

        // Other processes find the features in the store.
        using var others = StartHelpers?.Invoke(cancellationToken);
        var cells = runner.Run(plan, new Watch(this, () => SaveUnfinished(folder, runner.Finished(plan))), cancellationToken);
        var comparison = Describe(cells);
        comparison = comparison with { Differences = ComparisonAnalysis.Differences(comparison) };
        comparison.Save(Path.Combine(folder, "comparison.json"));
        return comparison;
    }

    /// <summary>Finished cells are taken as they are, although threads and processors give other last digits.</summary>
    private void TellOtherEnvironment(string folder, int finished)
    {
        var path = Path.Combine(folder, "comparison.json");
        if (finished == 0 || finished == Total || !File.Exists(path))
        {
            return;
        }

        var changes = RunEnvironment.Changes(Comparison.Load(path).Environment, RunEnvironment.On(options.Training.Device));
        if (changes.Length > 0)
        {
            Events.Warn($"{finished} of {Total} cells are of {string.Join("; ", changes)}: they stay, and the last digits of the others "
                + $"are those of now");
        }
    }

    /// <summary>Computes the features of all images that take part, in one go of known length.</summary>
    private void PrepareFeatures(CancellationToken cancellationToken)
    {
        if (Inputs is null || Baselines.All(b => b.Input != BaselineInput.Features))
        {
            return;
        }

        int[] rows = [.. scenarios.SelectMany(s => seeds.SelectMany(seed => BaselineExperiment.Rows(s.Split(dataset, seed)))).Distinct()];
        Inputs.Prepare(BaselineInput.Features, rows, Events.Count("features of", Inputs.CountMissing(BaselineInput.Features, rows)),
            cancellationToken);
    }

    /// <summary>
    /// Writes comparison.json with the cells that are there, also those of other processes; a report of them can be had any time.
    /// </summary>
    private void SaveUnfinished(string folder, IReadOnlyList<ComparisonCell> cells)
    {
        if (cells.Count < Total)
        {
            Describe(cells).Save(Path.Combine(folder, "comparison.json"));
        }
    }

    /// <summary>Trains those cells that neither are there nor another process has claimed, and writes them alone.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    public void Help(string folder, CancellationToken cancellationToken)
    {
        new ExperimentRunner(Store(folder))
            .Assist(Plan().CreateTrainings(), new Watch(this, () => { }, computedAlone: true), cancellationToken);
    }

    /// <summary>What people are told before the first step, once for each scenario.</summary>
    private void Announce()
    {
        foreach (var scenario in scenarios)
        {
            var splits = scenario.Split(dataset, seeds[0]);
            if (Trained.Count > 0)
            {
                MethodAnnouncement.Tell(scenario.Name, Trained, dataset.ClassNames, splits.TrainCounts, Events);
            }

            var large = dataset.CountClasses(splits.LargeTest);
            string[] missing = splits.LargeTest.Length == 0 ? [] : [.. dataset.ClassNames.Where((_, c) => large[c] == 0)];
            if (missing.Length > 0)
            {
                Events.Warn($"{scenario.Name}: no image of {string.Join(", ", missing)} is left over for the large test split, so its "
                    + $"figures are over the other classes");
            }
        }
    }

    /// <summary>The methods that are trained: networks, else small networks on frozen features.</summary>
    private IReadOnlyList<Method> Trained => methods.Count > 0 ? methods : [.. Baselines.Select(b => b.Head).OfType<Method>()];

    private int Total => scenarios.Count * (methods.Count + Baselines.Count) * seeds.Count;

    /// <summary>Where it is kept what the images of the cells in a folder are made of.</summary>
    public static string FingerprintPath(string folder, ImageDataset dataset) =>
        Path.Combine(Cells(folder), ImageExperiment.DataHash(dataset) + ".fingerprint");

    /// <summary>Whether a folder holds finished cells.</summary>
    public static bool HasCells(string folder) =>
        Directory.Exists(Cells(folder)) && Directory.EnumerateFiles(Cells(folder), "*.json").Any();

    private static string Cells(string folder) => Path.Combine(folder, "cells");

    private CellStore Store(string folder) =>
        new(Cells(folder), fault => Events.Note($"{fault.Path}: {fault.Reason}; the cell is computed again"));

    private ImagePlan Plan()
    {
        return new ImagePlan(
            [.. scenarios.Select(s => (s.Name, (Func<ulong, ImageSplits>)(seed => s.Split(dataset, seed))))], methods, seeds, options)
        {
            Baselines = Baselines,
            Inputs = Inputs,
            Progress = (cell, splits) => new TrainingEvents(Numbered(cell), Events) { Validates = splits.Validation.Length > 0 },
            FeatureProgress = missing => Events.Count("features of", missing),
        };
    }

    /// <summary>A cell with its number among all.</summary>
    private string Numbered(PlannedCell cell)
    {
        string[] names = [.. Baselines.Select(b => b.Name), .. methods.Select(m => m.Name)];
        var scenario = scenarios.Select(s => s.Name).ToList().IndexOf(cell.Scenario);
        var before = (((seeds.ToList().IndexOf(cell.Seed) * scenarios.Count) + scenario) * names.Length)
            + Array.IndexOf(names, cell.Method);
        return $"[{before + 1}/{Total}] {cell.Scenario} {cell.Method} seed {cell.Seed}";
    }

    /// <summary>What people are told of a cell that is there.</summary>
    private void Tell(ExperimentEvent happened)
    {
        if (happened.Cell is not { } cell)
        {
            Events.Note($"waiting for {happened.Total - happened.Finished} of {happened.Total} cells, which another process trains");
            return;
        }

        var result = happened.Result!;
        string Metric(string name) => result.Metrics.GetValueOrDefault(name, double.NaN).ToString("F4", CultureInfo.InvariantCulture);
        Events?.Report(new ComparedCell(
            happened.Kind == ExperimentEventKind.Found
            ? $"{Numbered(cell)}: there already"
            : string.Create(CultureInfo.InvariantCulture,
                $"{Numbered(cell)}: accuracy {Metric(MetricNames.Accuracy)}, G-mean {Metric(MetricNames.GeometricMean)}, macro-F1 "
                    + $"{Metric(MetricNames.MacroF1)}, {result.Seconds:F0} s"),
            happened.Finished,
            happened.Total));
    }

    /// <summary>The heading of a comparison that was given none.</summary>
    internal static string TitleOf(string candidate, string baseline, string dataName) =>
        candidate == baseline ? $"{candidate} on {dataName}" : $"{candidate} against {baseline} on {dataName}";

    private string BaselineName =>
        Baseline ?? Trained.Select(m => m.Name).Concat(Baselines.Select(b => b.Name)).FirstOrDefault(name => name != ForemostName)
        ?? ForemostName;

    /// <summary>The method that the heading names: the one in question, else the last adaptive one, else the last.</summary>
    private string ForemostName =>
        Candidate ?? (Trained.LastOrDefault(m => m.Options.Contrastive == ContrastiveKind.Adaptive)
        ?? (Trained is [.., var last] ? last : null))?.Name ?? Baselines[^1].Name;

    private Comparison Describe(IReadOnlyList<ComparisonCell> cells) => new Comparison
    {
        Title = Title ?? TitleOf(ForemostName, BaselineName, DataName),
        Created = DateOnly.FromDateTime(DateTime.UtcNow),
        Pairing = Pairing.Runs,
        Item = "image",
        DataDescription = cells.Count < Total ? $"{DataDescription} Unfinished: {cells.Count} of {Total} cells." : DataDescription,
        ClassNames = dataset.ClassNames,
        Scenarios = [.. scenarios.Select(Describe)],
        Methods = [.. ComparedMethods.Of(Baselines), .. ComparedMethods.Of(methods)],
        PrimaryMetric = PrimaryMetric,
        Baseline = BaselineName,
        Candidate = Candidate,
        SelectionMetric = options.Training.WatchedMetric,
        ContrastiveBatch = ComparedMethods.ContrastiveBatch(Trained,
            options.Training with { BatchSize = methods.Count > 0 || Inputs is null ? options.Training.BatchSize
            : Inputs.Options.Head.BatchSize }),
        Seeds = [.. seeds.Select(s => (long)s)],
        Environment = RunEnvironment.On(options.Training.Device),
        CommandLine = CommandLine,
        ProtocolNotes =
        [
            "Paired: methods share split, initial weights, batch order and augmentation under each seed.",
            scenarios.Any(scenario => scenario.Split(dataset, seeds[0]).Validation.Length == 0)
                ? $"The best epoch is chosen by {options.Training.WatchedMetric} on the validation split, the last is taken where there "
                    + $"is none; the test split is evaluated once."
                : $"The best epoch is chosen by {options.Training.WatchedMetric} on the validation split; the test split is "
                    + "evaluated once.",
            .. methods.Count == 0 ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture,
                $"{options.Architecture}, {options.ImageSize}×{options.ImageSize} pixels, {options.Training.Epochs} epochs, batch "
                    + $"{options.Training.BatchSize}, {options.Training.Optimizer} at "
                    + $"{options.Training.LearningRate:G}{(options.Pretrained is null ? ", from scratch" : ", pretrained")}.")],
            .. Baselines.Any(b => b.Head is not null) ? [
                $"head/…: a small network on frozen ImageNet features, {Inputs!.Options.Head.HiddenSize} hidden units, "
                + $"{Inputs.Options.Head.Epochs} epochs."] : Array.Empty<string>(),
            .. options.Mixing is { } mixing
                ? [string.Create(CultureInfo.InvariantCulture,
                $"Training images are mixed: "
                    + $"{(mixing.MixupAlpha is { } mixup ? $"mixup α {mixup}" : "")}"
                    + $"{(mixing is { MixupAlpha: not null, CutMixAlpha: not null } ? " or " : "")}"
                    + $"{(mixing.CutMixAlpha is { } cutmix ? $"CutMix α {cutmix}" : "")}.")] : Array.Empty<string>(),
            .. ProtocolNotes,
        ],
        Cells = [.. cells.Select(Shown)],
    }.Sorted();

    private ComparisonCell Shown(ComparisonCell cell) =>
        options.Thumbnails ? cell : cell with { Mistakes = [.. cell.Mistakes.Select(m => m with { Thumbnail = null, Attention = null })] };

    private ComparisonScenario Describe(ImageScenario scenario)
    {
        var splits = scenario.Split(dataset, seeds[0]);
        var constants = (Trained.LastOrDefault(m => m.Options.Contrastive == ContrastiveKind.Adaptive)
            ?? (Trained is [var first, ..] ? first : Method.Named("acl"))).Constants(splits.TrainCounts);
        return new ComparisonScenario
        {
            Name = scenario.Name,
            Description = scenario.Description,
            TrainCounts = splits.TrainCounts,
            TestCounts = dataset.CountClasses(splits.Test),
            ImbalanceLevel = constants.Sigma,
            Temperature = constants.Temperature,
            ContrastiveWeight = constants.Weight,
        };
    }

    /// <summary>Tells of each cell, and does what is to be done when one is there.</summary>
    private sealed class Watch(ImageComparison comparison, Action then, bool computedAlone = false) : IProgress<ExperimentEvent>
    {
        public void Report(ExperimentEvent value)
        {
            if (computedAlone && value.Kind != ExperimentEventKind.Computed)
            {
                return;
            }

            comparison.Tell(value);
            then();
        }
    }
}
