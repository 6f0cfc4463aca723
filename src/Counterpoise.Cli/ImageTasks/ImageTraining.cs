using System.CommandLine;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Files;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Runs;
using Counterpoise.Profiles;
using Counterpoise.Reports;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Trains one method on images into a run's folder: checks everything first, tells people what it does, and ends with evaluation and report.</summary>
internal sealed class ImageTraining(ParseResult parsed, Method method, ImageExperimentOptions given, ulong seed, TrainingRank? rank)
{
    private readonly ImageExperimentOptions _options = rank?.ShareCores(given) ?? given;

    /// <summary>Runs the training.</summary>
    /// <param name="path">The images.</param>
    /// <param name="methodOptions">The method's options in the words of the command line.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="resume">Whether the run in the folder goes on.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    public int Run(string path, string methodOptions, string folder, bool resume, CancellationToken cancellationToken)
    {
        ImageExperiment.Check(method, _options);
        ImageInputs.RequireOutside(path, folder);
        if (resume && rank is null or { IsFirst: true })
        {
            RunConfiguration.RequireRun(folder);
        }

        var images = ImageDataOptions.Check(ImageDataOptions.Find(path, parsed), parsed, cancellationToken);
        var dataset = images.Dataset;
        var parts = ImageDataOptions.Split(dataset, parsed, seed);
        ImageExperiment.Check(parts, method, _options);
        Terminal.Say($"{parts.Train.Length} training, {parts.Validation.Length} validation, {parts.Test.Length} test images; {method.Name}: {method.Description}");
        if (BatchNormLag.Describe(parts.Train.Length, _options) is { } lag)
        {
            Terminal.Say($"warning: {lag}");
        }

        MethodAnnouncement.Say(method, methodOptions, dataset.ClassNames, parts.TrainCounts);
        if (rank is { IsFirst: false })
        {
            ImageExperiment.Assist(parts, method, _options, seed, rank.Parallel, cancellationToken);
            return ExitCode.Ok;
        }

        var settings = ImageExperiment.Settings(parts, method, _options, seed, "own", rank?.Size ?? 1);
        var run = Open(parts, settings, folder, resume);
        try
        {
            images.KeepOrRequire(Path.Combine(run.Path, "images.fingerprint"), "train anew into another --out");
            Train(parts, DataName.Of(path, dataset.Name), images.NoteLeaks("", [(seed, parts)]), settings, run, resume, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            TrainingConsole.Clear();
            Terminal.Say($"to go on: {Started(["train", "--resume", "--out", folder])}");
            throw;
        }
        catch (Exception fault) when (!resume && (rank is null || ExitCode.Of(fault) == ExitCode.BadInput))
        {
            // Of several processes one may have died: that is no fault of the line, and the run can go on.
            run.Discard();
            throw;
        }

        return ExitCode.Ok;
    }

    private RunFolder Open(ImageParts parts, IReadOnlyDictionary<string, string> settings, string folder, bool resume)
    {
        RunFolder run;
        try
        {
            run = RunFolder.Open(folder, settings, RunEnvironment.Current, ImageExperiment.Card(parts, _options, method).ToMetadata(), resume);
        }
        catch (InvalidDataException fault)
        {
            throw new InputException(OptionNames.InWords(fault.Message));
        }

        SayOtherEnvironment(run.EarlierEnvironment);
        RunConfiguration.Write(run.Path, parsed, Started(parsed.Tokens.Select(t => t.Value)));
        if (parts.Dataset.ClassNames.Count > 1)
        {
            run.WriteJson("classes.json", ClassProfile.Of(parts.TrainCounts, parts.Dataset.ClassNames));
        }

        return run;
    }

    /// <summary>The line that starts this program as it was started now.</summary>
    private string Started(IEnumerable<string> words) => rank is null ? CommandText.Of(words) : MpirunLine.Of(FormattableString.Invariant($"{rank.Size}"), words);

    /// <summary>What gives other last digits than an uninterrupted run would have.</summary>
    private static void SayOtherEnvironment(ComparisonEnvironment? earlier)
    {
        if (earlier is null)
            return;
        var now = RunEnvironment.Current;
        string[] changes =
        [
            .. earlier.Threads == now.Threads ? Array.Empty<string>() : [$"{earlier.Threads} threads, now {now.Threads}"],
            .. earlier.Device == now.Device ? Array.Empty<string>() : [$"{earlier.Device}, now {now.Device}"],
            .. earlier.Versions.Where(v => now.Versions.GetValueOrDefault(v.Key) is { } other && other != v.Value).Select(v => $"{v.Key} {v.Value}, now {now.Versions[v.Key]}"),
        ];
        if (changes.Length > 0)
            Terminal.Say($"warning: the run was begun with {string.Join("; ", changes)}: it goes on, and its last digits will differ from those of a run that was not interrupted");
    }

    private void Train(ImageParts parts, string dataName, string leaks, IReadOnlyDictionary<string, string> settings, RunFolder run, bool resume, CancellationToken cancellationToken)
    {
        var goesOn = resume && File.Exists(run.LastCheckpoint);
        if (resume && !goesOn)
        {
            Terminal.Say("no checkpoint yet: the run begins anew");
        }

        var console = new TrainingConsole(method.Name) { GoesOn = goesOn, Validates = parts.Validation.Length > 0 };
        var result = ImageExperiment.Run(parts, method, _options, seed, "own", run, console, rank?.Parallel, cancellationToken);
        TrainingConsole.Clear();
        if (goesOn && !console.HasReported)
        {
            Terminal.Say($"{method.Name}: all {result.Training.EpochsRun} epochs were trained already");
        }

        using (result.Classifier)
        {
            var summary = Summary(parts, dataName, leaks, settings, run, result);
            summary.Save(run.Summary);
            RunReport.Write(summary, Path.Combine(run.Path, "report.html"));
            run.WriteJson("evaluation.json", result.Test);
            AtomicFile.WriteText(Path.Combine(run.Path, "predictions.csv"), TestPredictions.Csv(result.Classifier.Card, parts.Dataset.Subset(parts.Test), result.TestPredictions));
        }

        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { run = run.Path, model = run.BestCheckpoint, bestEpoch = result.Training.BestEpoch, validation = result.Training.BestMetric, seconds = result.Training.Seconds, test = result.Test });
        }
        else
        {
            EvaluationTables.Write(result.Test);
            Terminal.Say($"model: {run.BestCheckpoint}\nreport: {Path.Combine(run.Path, "report.html")}");
        }
    }

    private RunSummary Summary(ImageParts parts, string dataName, string leaks, IReadOnlyDictionary<string, string> settings, RunFolder run, ImageExperimentResult result)
    {
        var constants = method.Constants(parts.TrainCounts);
        return new RunSummary
        {
            Title = $"{dataName}: {method.Description}",
            Created = DateOnly.FromDateTime(DateTime.UtcNow),
            Item = "image",
            DataDescription = $"{dataName}: {parts.Train.Length} training, {parts.Validation.Length} validation and {parts.Test.Length} test images.",
            ClassNames = parts.Dataset.ClassNames,
            Data = new ComparisonScenario { Name = "own", TrainCounts = parts.TrainCounts, TestCounts = parts.Dataset.CountClasses(parts.Test), ImbalanceLevel = constants.Sigma, Temperature = constants.Temperature, ContrastiveWeight = constants.Weight },
            Method = new ComparisonMethod { Name = method.Name, Label = method.Name, Description = method.Description },
            Result = result.Cell,
            SelectionMetric = parts.Validation.Length > 0 ? _options.Training.WatchedMetric : null,
            ContrastiveBatch = rank is null ? ComparedMethods.ContrastiveBatch([method], _options.Training) : null,
            Environment = RunEnvironment.Current,
            CommandLine = RunConfiguration.CommandOf(run.Path),
            Configuration = string.Join('\n', settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}: {s.Value}")),
            ProtocolNotes = [$"{(parts.Validation.Length > 0 ? "The best epoch is chosen on the validation part" : "There is no validation part, so the last epoch is taken")}; the test part is evaluated once.", leaks, .. PassedOverImages.Describe(parts.Dataset.PassedOver) is { } passedOver ? [$"{passedOver}."] : Array.Empty<string>()],
        };
    }
}
