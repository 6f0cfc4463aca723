using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Files;
using Counterpoise.Learning.FineTuning;
using Counterpoise.Learning.Runs;
using Counterpoise.Metrics;
using Counterpoise.Metrics.Screening;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Statistics;
using Counterpoise.Vision.Baselines;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.FineTuning;

/// <summary>
/// Fits a pretrained network to find one kind of image: two stages beside a probe, one stage and layer-wise rates, with as many steps each,
/// a threshold for a sensitivity chosen on validation, and intervals over groups.
/// </summary>
public sealed class ImageFineTuning
{
    private const double Plain = 0.5;
    private const double PartOfCurve = 0.9;
    private readonly ImageFineTuningOptions _options;
    private readonly IProgress<WorkflowEvent>? _events;
    private readonly CancellationToken _cancellationToken;

    private ImageFineTuning(ImageFineTuningOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken) =>
        (_options, _events, _cancellationToken) = (options, events, cancellationToken);

    /// <summary>Runs every arm with every seed; those that a folder holds finished are not trained again.</summary>
    /// <param name="options">What is fitted, how, and where it is kept.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Stops after the step in hand; with a folder the same call goes on.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of its range.</exception>
    /// <exception cref="InputException">The images or the options cannot be used.</exception>
    /// <exception cref="Counterpoise.Splits.LeakException">An image or a group is in two splits.</exception>
    public static ImageFineTuningResult Run(ImageFineTuningOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new ImageFineTuning(options, events, cancellationToken).Run();
    }

    /// <summary>Makes two classes of a data set: the positive ones, and the rest.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="positive">The positive classes.</param>
    /// <exception cref="InputException">A class is not there, or all are positive.</exception>
    public static ImageDataset Binary(ImageDataset dataset, IReadOnlyList<string> positive)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(positive);
        if (positive.FirstOrDefault(p => !dataset.ClassNames.Contains(p)) is { } stranger)
        {
            throw new InputException(
                $"--positive names '{stranger}', which {dataset.Name} lacks: its classes are {string.Join(", ", dataset.ClassNames)}");
        }

        if (dataset.ClassNames.All(positive.Contains))
        {
            throw new InputException($"--positive names all classes of {dataset.Name}, so that no rest is left: leave at least one out");
        }

        var isPositive = dataset.ClassNames.Select(positive.Contains).ToArray();
        return new ImageDataset(
            dataset.Name, ["rest", positive.Count == 1 ? positive[0] : string.Join('+', positive)],
            [.. dataset.Samples.Select(s => s with { Label = isPositive[s.Label] ? 1 : 0 })])
        {
            IgnoredFiles = dataset.IgnoredFiles,
            PassedOver = dataset.PassedOver,
            Notes = dataset.Notes,
        };
    }

    private ImageFineTuningResult Run()
    {
        if (_options.Folder is { } folder)
        {
            ImageInputs.RequireOutside(_options.Data.Path, folder);
        }

        var data = new ImageData(_options.Data, _events);
        var images = data.Check(data.Find(), _cancellationToken);
        if (_options.Folder is { } kept)
        {
            Directory.CreateDirectory(kept);
            images.KeepOrRequire(Path.Combine(kept, "images.fingerprint"), "name another --out");
        }

        var dataset = Binary(images.Dataset, _options.Positive);
        if (!dataset.HasGroups)
        {
            _events.Warn("the images name no groups, such as lesions or patients: where several show the same one, scores are too good "
                + "and intervals too narrow; see --group-column");
        }

        if (_options.ShowLeak && !dataset.HasGroups)
        {
            throw new InputException("--show-leak tears groups apart, and the images name none: give --group-column, or leave it out");
        }

        var drawn = _options.Seeds.Select(seed => (Seed: seed, Splits: data.Split(dataset, seed))).ToArray();
        foreach (var (_, splits) in drawn)
        {
            LeakGuard.Require(splits.Train, splits.Validation, splits.Test, dataset.HasGroups ? dataset.GroupNumbers() : []);
        }

        var leaks = images.NoteLeaks("", drawn);
        var inputs = Inputs(dataset);
        var runs = drawn.SelectMany(split => All(split.Splits, inputs, split.Seed)).ToList();
        if (_options.ShowLeak)
        {
            runs.AddRange(Torn(dataset, inputs));
        }

        var result = new ImageFineTuningResult(
            DataName.Of(_options.Data.Path, dataset.Name), _options.Positive, dataset.Count, dataset.CountClasses()[1],
                dataset.GroupNumbers().Distinct().Count(),
            _options.Specificity, _options.TargetSensitivity, _options.Prevalences, runs, Differences(runs), leaks);
        if (_options.Folder is { } into)
        {
            AtomicFile.WriteText(Path.Combine(into, "fine-tuning.json"), ResultJson.Text(result));
        }

        return result;
    }

    /// <summary>The probe on a split that knows of no groups.</summary>
    private IEnumerable<FineTunedRun> Torn(ImageDataset dataset, BaselineInputs? inputs)
    {
        var apart = new ImageDataset(dataset.Name, dataset.ClassNames, [.. dataset.Samples.Select(s => s with { Group = null })]);
        var data = new ImageData(_options.Data with { Split = _options.Data.Split with { UseGroups = false } }, _events);
        return _options.Seeds.Select(seed => inputs is null
            ? One(data.Split(apart, seed), FineTuningArm.Probe, seed, torn: true)
            : OnFeatures(data.Split(apart, seed), inputs, seed, torn: true));
    }

    private IEnumerable<FineTunedRun> All(ImageSplits splits, BaselineInputs? inputs, ulong seed)
    {
        var arms = _options.Arms.Select(arm => One(splits, arm, seed, torn: false));
        return inputs is null ? arms : arms.Prepend(OnFeatures(splits, inputs, seed, torn: false));
    }

    private BaselineInputs? Inputs(ImageDataset dataset) => _options.Features is { } network
        ? new BaselineInputs(dataset, new BaselineOptions(), FeatureNetworks.Parse(network, "--features"), new FeatureStore())
        : null;

    private FineTunedRun OnFeatures(ImageSplits splits, BaselineInputs inputs, ulong seed, bool torn)
    {
        int[] rows = [.. splits.Train, .. splits.Validation, .. splits.Test];
        if (inputs.CountMissing(BaselineInput.Features, rows) is > 0 and var missing)
        {
            inputs.Prepare(BaselineInput.Features, rows, _events.Count("features", missing), _cancellationToken);
        }

        var (validation, test) = FeatureProbe.Run(splits, inputs, _cancellationToken);
        return Measure(splits, FineTuningWords.Features, seed, torn, 0, 0, validation, test);
    }

    private FineTunedRun One(ImageSplits splits, FineTuningArm arm, ulong seed, bool torn)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{FineTuningWords.Word(arm)}{(torn ? "-torn" : "")}-{seed}");
        var run = Open(splits, arm, seed, torn, name);
        var outcome = FineTuneExperiment.Run(
            splits, arm, _options.Method, _options.Network, _options.Tuning, seed, run, new TrainingEvents(name, _events),
                _cancellationToken);
        return Measure(splits, FineTuningWords.Word(arm), seed, torn, outcome.Training.Steps, outcome.Training.BestEpoch,
            outcome.ValidationScores, outcome.TestScores);
    }

    private RunFolder? Open(ImageSplits splits, FineTuningArm arm, ulong seed, bool torn, string name)
    {
        if (_options.Folder is not { } folder)
        {
            return null;
        }

        var settings = ImageExperiment.Settings(splits, _options.Method, _options.Network, seed, torn ? "torn" : "own")
            .Where(s => !s.Key.StartsWith("training", StringComparison.Ordinal)).ToDictionary();
        settings["arm"] = FineTuningWords.Word(arm);
        settings["tuning"] = FineTuningWords.Describe(_options.Tuning);
        return RunFolder.Open(
            Path.Combine(folder, name), settings, RunEnvironment.On(_options.Tuning.Device),
            ImageExperiment.Card(splits, _options.Network, _options.Method).ToMetadata(), resume: true);
    }

    private FineTunedRun Measure(ImageSplits splits, string arm, ulong seed, bool torn, long steps, int bestEpoch, double[] validation,
        double[] scores)
    {
        int[] Labels(int[] rows) => [.. rows.Select(r => splits.Dataset.Labels[r])];
        var labels = Labels(splits.Test);
        var numbers = splits.Dataset.GroupNumbers();
        int[] groups = [.. splits.Test.Select(r => numbers[r])];
        var threshold = HighSensitivity.ForSensitivity(Labels(splits.Validation), validation, _options.TargetSensitivity).Threshold;
        double Sensitivity(int[] y, double[] s) => HighSensitivity.AtSpecificity(y, s, _options.Specificity).Sensitivity;
        var tuned = HighSensitivity.At(labels, scores, threshold);
        return new FineTunedRun(
            arm, seed, torn, steps, bestEpoch,
            Auroc.Of(labels, scores), Over(groups, labels, scores, (y, s) => Auroc.Of(y, s), seed),
            HighSensitivity.PartialAuc(labels, scores, PartOfCurve),
            Sensitivity(labels, scores), Over(groups, labels, scores, Sensitivity, seed),
            HighSensitivity.At(labels, scores, Plain), tuned, [.. _options.Prevalences.Select(tuned.PrecisionAt)]);
    }

    private Interval Over(int[] groups, int[] labels, double[] scores, Func<int[], double[], double> statistic, ulong seed) =>
        GroupBootstrap.Interval(
        groups, rows =>
        {
            int[] y = Array.ConvertAll(rows, r => labels[r]);
            return y.Distinct().Count() < 2 ? double.NaN : statistic(y, Array.ConvertAll(rows, r => scores[r]));
        }, new RandomStream(seed, "bootstrap"), _options.Replicates, cancellationToken: _cancellationToken);

    private static FineTuningDifference[] Differences(IReadOnlyList<FineTunedRun> runs)
    {
        var own = runs.Where(r => !r.TornGroups).ToLookup(r => r.Arm);
        var words = own.Select(r => r.Key).ToArray();
        var arm = words.Contains(FineTuningWords.Word(FineTuningArm.TwoStage)) ? FineTuningWords.Word(FineTuningArm.TwoStage) : words[^1];
        double[] Values(string of) => [.. own[of].OrderBy(r => r.Seed).Select(r => r.Sensitivity)];
        return [.. PairedDifference.Correct([.. words.Where(rival => rival != arm).Select(rival =>
            PairedDifference.Compute("sensitivity", arm, Values(arm), rival, Values(rival)))])
            .Select(d => new FineTuningDifference(arm, d.MethodB, d.Mean, d.HasInterval ? new Interval(d.Low, d.High, 0.95) : null,
                d.Outcome))];
    }
}
