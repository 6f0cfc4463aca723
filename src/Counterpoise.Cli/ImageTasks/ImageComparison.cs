using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Learning.Methods;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Methods × scenarios × seeds on images: every finished cell is kept under its hash, so that an interrupted comparison goes on.</summary>
internal sealed class ImageComparison(ImageDataset dataset, IReadOnlyList<ImageScenario> scenarios, IReadOnlyList<Method> methods, IReadOnlyList<ulong> seeds, ImageExperimentOptions options)
{
    public required string Title { get; init; }

    public required string CommandLine { get; init; }

    public required string DataDescription { get; init; }

    public IReadOnlyList<string> ProtocolNotes { get; init; } = [];

    public string PrimaryMetric { get; init; } = MetricNames.GeometricMean;

    /// <summary>The method that the others are measured against; the first where null.</summary>
    public string? Baseline { get; init; }

    /// <summary>The method whose worth is in question; the last adaptive one where null, else the last.</summary>
    public string? Candidate { get; init; }

    /// <summary>Trains what is not there yet, and writes comparison.json and the cells into a folder.</summary>
    public Comparison Run(string folder, CancellationToken cancellationToken)
    {
        var store = new CellStore(Path.Combine(folder, "cells"), fault => Terminal.Say($"{fault.Path}: {fault.Reason}; the cell is computed again"));
        var cells = new List<ComparisonCell>();
        var total = scenarios.Count * methods.Count * seeds.Count;
        Terminal.Say($"scenarios × methods × seeds: {scenarios.Count} × {methods.Count} × {seeds.Count} = {total} cells, into {folder}");
        foreach (var seed in seeds)
        {
            foreach (var scenario in scenarios)
            {
                var parts = scenario.Split(dataset, seed);
                foreach (var method in methods)
                {
                    cells.Add(Cell(store, parts, scenario, method, seed, $"[{cells.Count + 1}/{total}] {scenario.Name} {method.Name} seed {seed}", cancellationToken));
                }
            }
        }

        var comparison = Describe(cells);
        comparison = comparison with { Differences = ComparisonAnalysis.Differences(comparison) };
        comparison.Save(Path.Combine(folder, "comparison.json"));
        return comparison;
    }

    private ComparisonCell Cell(CellStore store, ImageParts parts, ImageScenario scenario, Method method, ulong seed, string what, CancellationToken cancellationToken)
    {
        var hash = ConfigHash.Of(ImageExperiment.Settings(parts, method, options, seed, scenario.Name));
        if (store.Find(hash) is { } known)
        {
            Terminal.Say($"{what}: there already");
            return options.Thumbnails ? known : known with { Mistakes = [.. known.Mistakes.Select(m => m with { Thumbnail = null })] };
        }

        var console = new TrainingConsole(what);
        var result = ImageExperiment.Run(parts, method, options, seed, scenario.Name, progress: console, cancellationToken: cancellationToken);
        result.Classifier.Dispose();
        store.Keep(result.Cell);
        TrainingConsole.Clear();
        string Metric(string name) => result.Cell.Metrics.GetValueOrDefault(name, double.NaN).ToString("F4", CultureInfo.InvariantCulture);
        Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{what}: accuracy {Metric(MetricNames.Accuracy)}, G-mean {Metric(MetricNames.GeometricMean)}, macro-F1 {Metric(MetricNames.MacroF1)}, {result.Cell.Seconds:F0} s"));
        return result.Cell;
    }

    private Comparison Describe(List<ComparisonCell> cells) => new Comparison
    {
        Title = Title,
        Created = DateOnly.FromDateTime(DateTime.UtcNow),
        Task = TaskKind.Images,
        DataDescription = DataDescription,
        ClassNames = dataset.ClassNames,
        Scenarios = [.. scenarios.Select(Describe)],
        Methods = [.. methods.Select(m => new ComparisonMethod { Name = m.Name, Label = m.Name, Description = m.Description, IsControl = m.Options.Contrastive != ContrastiveKind.Adaptive })],
        PrimaryMetric = PrimaryMetric,
        Baseline = Baseline ?? methods[0].Name,
        Candidate = Candidate ?? (methods.LastOrDefault(m => m.Options.Contrastive == ContrastiveKind.Adaptive) ?? methods[^1]).Name,
        Seeds = [.. seeds.Select(s => (long)s)],
        Environment = RunEnvironment.Current,
        CommandLine = CommandLine,
        ProtocolNotes =
        [
            "Paired: methods share split, first weights, batch order and augmentation under each seed.",
            $"The best epoch is chosen by {options.Training.WatchedMetric} on the validation part; the test part is evaluated once.",
            string.Create(CultureInfo.InvariantCulture, $"{options.Architecture}, {options.ImageSize}×{options.ImageSize} pixels, {options.Training.Epochs} epochs, batch {options.Training.BatchSize}, {options.Training.Optimizer} at {options.Training.LearningRate:G}{(options.Pretrained is null ? ", from scratch" : ", pretrained")}."),
            .. options.Mixing is { } mixing ? [string.Create(CultureInfo.InvariantCulture, $"Training images are mixed: {(mixing.MixupAlpha is { } mixup ? $"mixup α {mixup}" : "")}{(mixing is { MixupAlpha: not null, CutMixAlpha: not null } ? " or " : "")}{(mixing.CutMixAlpha is { } cutmix ? $"CutMix α {cutmix}" : "")}.")] : Array.Empty<string>(),
            .. ProtocolNotes,
        ],
        Cells = cells,
    }.Sorted();

    private ComparisonScenario Describe(ImageScenario scenario)
    {
        var parts = scenario.Split(dataset, seeds[0]);
        var constants = (methods.LastOrDefault(m => m.Options.Contrastive == ContrastiveKind.Adaptive) ?? methods[0]).Constants(parts.TrainCounts);
        return new ComparisonScenario
        {
            Name = scenario.Name,
            Description = scenario.Description,
            TrainCounts = parts.TrainCounts,
            TestCounts = dataset.CountClasses(parts.Test),
            ImbalanceLevel = constants.Sigma,
            Temperature = constants.Temperature,
            ContrastiveWeight = constants.Weight,
        };
    }
}
