using Counterpoise.Comparisons;
using Counterpoise.Files;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Runs;
using Counterpoise.Profiles;
using Counterpoise.Reports;
using Counterpoise.Vision.Experiments;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>
/// Trains one method on images into a run's folder: checks everything first, tells people what it does, and ends with evaluation and
/// report.
/// </summary>
public sealed class ImageTraining
{
    private readonly ImageTrainingOptions _options;
    private readonly IProgress<WorkflowEvent>? _events;

    private ImageTraining(ImageTrainingOptions options, IProgress<WorkflowEvent>? events) => (_options, _events) = (options, events);

    private Method Method => _options.Method;

    /// <summary>Runs the training.</summary>
    /// <param name="options">What is trained, on which images, and where it is kept.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Stops after the step in hand; the run can be resumed.</param>
    /// <returns>What came out; null on a process of a group that is not its first, which keeps nothing.</returns>
    /// <exception cref="InputException">The images or the options cannot be used.</exception>
    public static ImageTrainingResult? Run(ImageTrainingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ImageTraining(options, events).Run(cancellationToken);
    }

    private ImageTrainingResult? Run(CancellationToken cancellationToken)
    {
        var (experiment, group) = (_options.Experiment, _options.Parallel?.Group);
        ImageExperiment.Check(Method, experiment);
        ImageInputs.RequireOutside(_options.Data.Path, _options.Folder);
        if (_options.Resume && group is null or { IsFirst: true })
        {
            RequireRun(_options.Folder);
        }

        var data = new ImageData(_options.Data, _events);
        var images = data.Check(data.Find(), cancellationToken);
        var splits = data.Split(images.Dataset, _options.Seed);
        ImageExperiment.Check(splits, Method, experiment);
        Announce(splits);
        if (group is { IsFirst: false })
        {
            ImageExperiment.Assist(splits, Method, experiment, _options.Seed, _options.Parallel!, cancellationToken);
            return null;
        }

        var settings = ImageExperiment.Settings(splits, Method, experiment, _options.Seed, "own", group?.Size ?? 1);
        var run = Open(splits, settings);
        try
        {
            using var held = RunLock.Take(run.Path);
            images.KeepOrRequire(Path.Combine(run.Path, "images.fingerprint"), "train anew into another --out");
            return Train(splits, images.NoteLeaks("", [(_options.Seed, splits)]), settings, run, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !_options.Resume
            && (group is null || InputFault.Is(fault)))
        {
            // Of several processes one may have died: that is no fault of the input, and the run can go on.
            run.Discard();
            throw;
        }
    }

    /// <summary>Whether a folder holds a run that has begun.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    public static bool IsRun(string folder) => File.Exists(Path.Combine(folder, "config.json"));

    /// <summary>Checks that there is a run to go on with.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static void RequireRun(string folder)
    {
        if (!IsRun(folder))
        {
            throw new InputException(
                $"{(Directory.Exists(folder) ? $"'{folder}' holds no run" : $"there is no folder '{folder}'")} to go on with: name the "
                + $"run's folder with --out, or leave --resume out to begin one");
        }
    }

    private void Announce(ImageSplits splits)
    {
        _events.Note($"{splits.Train.Length} training, {splits.Validation.Length} validation, {splits.Test.Length} test images; "
            + $"{Method.Name}: {Method.Description}");
        if (BatchNormLag.Describe(splits.Train.Length, _options.Experiment) is { } lag)
        {
            _events.Warn(lag);
        }

        MethodAnnouncement.Tell(Method, splits.Dataset.ClassNames, splits.TrainCounts, _events);
    }

    private RunFolder Open(ImageSplits splits, IReadOnlyDictionary<string, string> settings)
    {
        var run = RunFolder.Open(_options.Folder, settings, RunEnvironment.On(_options.Experiment.Training.Device),
            ImageExperiment.Card(splits, _options.Experiment, Method).ToMetadata(), _options.Resume,
            folder => _events?.Report(new RunOpened(folder)));
        TellOtherEnvironment(run.EarlierEnvironment);
        if (splits.Dataset.ClassNames.Count > 1)
        {
            run.WriteJson("classes.json", ClassProfile.Of(splits.TrainCounts, splits.Dataset.ClassNames));
        }

        return run;
    }

    /// <summary>What gives other last digits than an uninterrupted run would have.</summary>
    private void TellOtherEnvironment(ComparisonEnvironment? earlier)
    {
        if (earlier is null)
            return;
        var changes = RunEnvironment.Changes(earlier, RunEnvironment.On(_options.Experiment.Training.Device));
        if (changes.Length > 0)
            _events.Warn($"the run was begun with {string.Join("; ", changes)}: it goes on, and its last digits will differ from those "
                + $"of a run that was not interrupted");
    }

    private ImageTrainingResult Train(ImageSplits splits, string leaks, IReadOnlyDictionary<string, string> settings, RunFolder run,
        CancellationToken cancellationToken)
    {
        var goesOn = _options.Resume && File.Exists(run.LastCheckpoint);
        if (_options.Resume && !goesOn)
        {
            _events.Note("no checkpoint yet: the run begins anew");
        }

        var steps = new TrainingEvents(Method.Name, _events) { GoesOn = goesOn, Validates = splits.Validation.Length > 0 };
        var result = ImageExperiment.Run(splits, Method, _options.Experiment, _options.Seed, "own", run, steps, _options.Parallel,
            cancellationToken);
        if (goesOn && !steps.HasReported)
        {
            _events.Note($"{Method.Name}: all {result.Training.EpochsRun} epochs were trained already");
        }

        foreach (var warning in result.Training.Warnings.Where(w => w.Contains("and yet the model that is kept", StringComparison.Ordinal)))
        {
            _events.Warn(warning);
        }

        var report = Path.Combine(run.Path, "report.html");
        using (result.Classifier)
        {
            var summary = Summary(splits, leaks, settings, result);
            summary.Save(run.Summary);
            RunReport.Write(summary, report);
            run.WriteJson("evaluation.json", result.Test);
            AtomicFile.WriteText(Path.Combine(run.Path, "predictions.csv"),
                TestPredictions.Csv(result.Classifier.Card, splits.Dataset.Subset(splits.Test), result.TestPredictions));
        }

        return new ImageTrainingResult(run.Path, run.BestCheckpoint, report, result.Training.BestEpoch, result.Training.BestMetric,
            result.Training.Seconds, result.Test);
    }

    private RunSummary Summary(ImageSplits splits, string leaks, IReadOnlyDictionary<string, string> settings, ImageExperimentResult result)
    {
        var dataName = DataName.Of(_options.Data.Path, splits.Dataset.Name);
        var constants = Method.Constants(splits.TrainCounts);
        return new RunSummary
        {
            Title = $"{dataName}: {Method.Description}",
            Created = DateOnly.FromDateTime(DateTime.UtcNow),
            Item = "image",
            DataDescription = $"{dataName}: {splits.Train.Length} training, {splits.Validation.Length} validation and {splits.Test.Length} "
                + $"test images.",
            ClassNames = splits.Dataset.ClassNames,
            Data = new ComparisonScenario { Name = "own", TrainCounts = splits.TrainCounts,
                TestCounts = splits.Dataset.CountClasses(splits.Test), ImbalanceLevel = constants.Sigma,
                Temperature = constants.Temperature, ContrastiveWeight = constants.Weight },
            Method = new ComparisonMethod { Name = Method.Name, Label = Method.Name, Description = Method.Description },
            Result = result.Cell,
            SelectionMetric = splits.Validation.Length > 0 ? _options.Experiment.Training.WatchedMetric : null,
            ContrastiveBatch = _options.Parallel is null ? ComparedMethods.ContrastiveBatch([Method], _options.Experiment.Training) : null,
            Environment = RunEnvironment.On(_options.Experiment.Training.Device),
            CommandLine = _options.CommandLine,
            Configuration = string.Join('\n', settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}: {s.Value}")),
            ProtocolNotes = [splits.Validation.Length > 0
                ? "The best epoch is chosen on the validation split; the test split is evaluated once."
                : "There is no validation split, so the last epoch is taken; the test split is evaluated once.", leaks,
                .. PassedOverImages.Describe(splits.Dataset.PassedOver) is { } passedOver ? [$"{passedOver}."] : Array.Empty<string>()],
        };
    }
}
