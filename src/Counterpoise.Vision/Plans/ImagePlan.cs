using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Training;
using Counterpoise.Vision.Baselines;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Vision.Plans;

/// <summary>
/// The plan of a comparison of images for <see cref="ExperimentRunner"/>: seeds × scenarios × methods. Methods that train the same network
/// are one piece of work: those of the decision level and second stages go on from the training of their loss.
/// </summary>
/// <param name="scenarios">Scenarios by name, and their splits by seed.</param>
/// <param name="methods">The methods.</param>
/// <param name="seeds">The seeds.</param>
/// <param name="options">How to train.</param>
public sealed class ImagePlan(
    IReadOnlyList<(string Name, Func<ulong, ImageSplits> Split)> scenarios, IReadOnlyList<Method> methods, IReadOnlyList<ulong> seeds,
        ImageExperimentOptions options)
{
    /// <summary>The trivial baselines that stand beside the methods. Default none.</summary>
    public IReadOnlyList<ImageBaseline> Baselines { get; init; } = [];

    /// <summary>What the baselines see; needed where there are some.</summary>
    public BaselineInputs? Inputs { get; init; }

    /// <summary>Who is told how far the training of a scenario, a method and a seed is. Default nobody.</summary>
    public Func<PlannedCell, ImageSplits, IProgress<TrainingProgress>?>? Progress { get; init; }

    /// <summary>Who is told how many of a number of images have been turned into features. Default nobody.</summary>
    public Func<int, IProgress<int>?>? FeatureProgress { get; init; }

    /// <summary>Makes the plan.</summary>
    /// <exception cref="ArgumentException">A split, a method or an option cannot be used.</exception>
    public IReadOnlyList<PlannedFit> Create() =>
        [.. from seed in seeds from scenario in scenarios from fit in Fits(scenario.Name, scenario.Split(seed), seed) select fit];

    /// <summary>
    /// Makes the plan without logistic regressions, which one process computes in less time than several would need to share them: networks
    /// on images and on features.
    /// </summary>
    /// <exception cref="ArgumentException">A split, a method or an option cannot be used.</exception>
    public IReadOnlyList<PlannedFit> CreateTrainings() =>
        [.. from seed in seeds from scenario in scenarios from fit in Fits(scenario.Name, scenario.Split(seed), seed,
            Baselines.Where(b => b.Head is not null)) select fit];

    private IEnumerable<PlannedFit> Fits(string scenario, ImageSplits splits, ulong seed, IEnumerable<ImageBaseline>? baselines = null) =>
        (baselines ?? Baselines).Select(b => Fit(scenario, splits, b, seed)).GroupBy(f => f.Key.Hash)
            .Select(equal => equal.First() with { Cells = [.. equal.SelectMany(f => f.Cells)] }).Concat(Trainings(scenario, splits, seed));

    private PlannedFit Fit(string scenario, ImageSplits splits, ImageBaseline baseline, ulong seed)
    {
        var inputs = Inputs ?? throw new InvalidOperationException($"{nameof(Baselines)} need {nameof(Inputs)}");
        var key = BaselineExperiment.Key(splits, baseline, inputs, seed, scenario);
        return new(key, [new PlannedCell { Scenario = scenario, Method = baseline.Name, Seed = seed, Key = key,
            Notes = baseline.Head is { } head ? [.. ImageExperiment.Remarks(splits, head)] : [] }], (_, token) =>
            [Run(scenario, splits, baseline, seed, inputs, token)]);
    }

    private ComparisonCell Run(
        string scenario, ImageSplits splits, ImageBaseline baseline, ulong seed, BaselineInputs inputs, CancellationToken cancellationToken)
    {
        if (baseline.Input == BaselineInput.Features)
        {
            var rows = BaselineExperiment.Rows(splits);
            inputs.Prepare(baseline.Input, rows, FeatureProgress?.Invoke(inputs.CountMissing(baseline.Input, rows)), cancellationToken);
        }

        return BaselineExperiment.Run(splits, baseline, inputs, seed, scenario, options.Thumbnails, cancellationToken);
    }

    private IEnumerable<PlannedFit> Trainings(string scenario, ImageSplits splits, ulong seed)
    {
        foreach (var method in methods)
        {
            ImageExperiment.Check(splits, method, options);
        }

        foreach (var group in methods.GroupBy(m => ImageExperiment.Key(splits, m.FirstStage, options, seed, scenario).Hash))
        {
            (PlannedCell Cell, Method Method)[] places = [.. group.Select(m => (Cell(scenario, splits, m, seed), m))];
            yield return new(ImageExperiment.Key(splits, places[0].Method.FirstStage, options, seed, scenario),
                [.. places.Select(p => p.Cell)], (cells, token) =>
            {
                (PlannedCell Cell, Method Method)[] asked = [.. places.Where(p => cells.Contains(p.Cell))];
                return ImageExperiment.RunAll(
                    splits, [.. asked.Select(p => p.Method)], options, seed, scenario, Progress?.Invoke(asked[0].Cell, splits), token);
            });
        }
    }

    private PlannedCell Cell(string scenario, ImageSplits splits, Method method, ulong seed) => new()
    {
        Scenario = scenario,
        Method = method.Name,
        Seed = seed,
        Key = ImageExperiment.Key(splits, method, options, seed, scenario),
        Notes = [.. ImageExperiment.Remarks(splits, method)],
    };
}
