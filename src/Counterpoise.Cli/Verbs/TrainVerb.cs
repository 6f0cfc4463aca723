using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Runs;
using Counterpoise.Profiles;
using Counterpoise.Reports;
using Counterpoise.Torch;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise train</c>: one method on one data set, kept in a run folder.</summary>
internal sealed class TrainVerb : IVerb
{
    public static Command Create()
    {
        var data = new Argument<string>("data") { Description = "A folder of class folders (with or without train, val, test), a table of images, a .tar of class folders, binary CIFAR, or fashion-mnist-excerpt." };
        var method = new Option<string>("--method") { Description = $"The method: {string.Join(", ", Method.Known.Select(m => m.Name))}; or {Method.GridForm}.", DefaultValueFactory = _ => "acl" };
        var seed = new Option<ulong>("--seed") { Description = "The seed that all random streams come from.", HelpName = "number" };
        var folder = new Option<string?>("--out") { Description = "The run's folder; runs/<data>-<method>-<seed> by default.", HelpName = "folder" };
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in the folder, from its last checkpoint." };
        var threads = new Option<int>("--threads") { Description = "Threads of the engine; 0 takes all processors." };
        var processes = new Option<int>("--processes") { Description = "Processes on this machine that share every batch; a contrastive term then contrasts the rows of a process.", DefaultValueFactory = _ => 1, HelpName = "count" };
        var distributed = new Option<bool>("--distributed") { Description = "Be one of the processes that a launcher such as torchrun has started (RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT)." };
        var command = new Command("train", "Train one method on images and keep the run: weights, curves, report.") { data, method, seed, folder, resume, threads, processes, distributed };
        var methodOptions = new MethodOptionSet(command, result => [result.GetValue(method)!]);
        ImageDataOptions.AddTo(command);
        ImageOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(async () =>
        {
            if (!TrainingRank.IsLaunched && Launches(parsed.GetValue(processes), parsed.GetValue(distributed)))
            {
                return await RankLauncher.RunAsync(parsed.GetValue(processes), cancellationToken);
            }

            using var rank = TrainingRank.IsLaunched || parsed.GetValue(distributed) ? TrainingRank.Join(cancellationToken) : null;
            var path = parsed.GetValue(data)!;
            var chosen = methodOptions.Apply(parsed, [Method.Named(parsed.GetValue(method)!)])[0];
            if (parsed.GetValue(threads) is > 0 and var count)
            {
                TorchThreads.Count = count;
            }

            var name = Path.GetFileNameWithoutExtension(path.TrimEnd('/'));
            var into = parsed.GetValue(folder) ?? Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{name}-{chosen.Name}-{parsed.GetValue(seed)}"));
            var weights = await PretrainedFile.FindAsync(parsed.GetValue(ImageOptions.Pretrained), parsed.GetValue(ImageOptions.Architecture)!, cancellationToken);
            return Run(parsed, path, chosen, methodOptions.Describe(chosen), ImageOptions.Read(parsed, weights), parsed.GetValue(seed), into, parsed.GetValue(resume), rank, rank?.Stop ?? cancellationToken);
        }, cancellationToken));
        return command;
    }

    private static int Run(ParseResult parsed, string path, Method method, string methodOptions, ImageExperimentOptions options, ulong seed, string folder, bool resume, TrainingRank? rank, CancellationToken cancellationToken)
    {
        ImageExperiment.Check(method, options);
        options = rank is null ? options : TrainingRank.ShareCores(options);
        var images = ImageDataOptions.Check(ImageDataOptions.Find(path, parsed), parsed, cancellationToken);
        var dataset = images.Dataset;
        var parts = ImageDataOptions.Split(dataset, parsed, seed);
        Terminal.Say($"{parts.Train.Length} training, {parts.Validation.Length} validation, {parts.Test.Length} test images; {method.Name}: {method.Description}");
        MethodAnnouncement.Say(method, methodOptions, dataset.ClassNames, parts.TrainCounts);
        var settings = ImageExperiment.Settings(parts, method, options, seed, "own", rank?.Parallel.Group.Size ?? 1);
        if (rank is { IsFirst: false })
        {
            ImageExperiment.Run(parts, method, options, seed, "own", parallel: rank.Parallel, cancellationToken: cancellationToken).Classifier.Dispose();
            return ExitCode.Ok;
        }

        var run = RunFolder.Open(folder, settings, RunEnvironment.Current, ImageExperiment.Card(parts, options, method).ToMetadata(), resume);
        images.KeepOrRequire(Path.Combine(run.Path, "images.fingerprint"), "train anew into another --out");
        var leaks = images.NoteLeaks("", [(seed, parts)]);
        if (dataset.ClassNames.Count > 1)
        {
            run.WriteJson("classes.json", ClassProfile.Of(parts.TrainCounts, dataset.ClassNames));
        }

        var result = ImageExperiment.Run(parts, method, options, seed, "own", run, new TrainingConsole(method.Name), rank?.Parallel, cancellationToken);
        TrainingConsole.Clear();
        using (result.Classifier)
        {
            var summary = Summary(parsed, DataName.Of(path, dataset.Name), parts, method, settings, result, leaks) with
            {
                SelectionMetric = options.Training.WatchedMetric,
                ContrastiveBatch = rank is null ? ComparedMethods.ContrastiveBatch([method], options.Training) : null,
            };
            summary.Save(run.Summary);
            RunReport.Write(summary, Path.Combine(run.Path, "report.html"));
            run.WriteJson("evaluation.json", result.Test);
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

        return ExitCode.Ok;
    }

    private static bool Launches(int processes, bool distributed) => processes switch
    {
        < 1 => throw new InputException($"--processes is {processes}; expected at least 1"),
        > 1 when distributed => throw new InputException($"--processes {processes} starts processes, --distributed is for one that a launcher has started: give one of the two"),
        _ => processes > 1,
    };

    private static RunSummary Summary(ParseResult parsed, string dataName, ImageParts parts, Method method, IReadOnlyDictionary<string, string> settings, ImageExperimentResult result, string leaks)
    {
        var constants = method.Constants(parts.TrainCounts);
        return new RunSummary
        {
            Title = $"{dataName}: {method.Description}",
            Created = DateOnly.FromDateTime(DateTime.UtcNow),
            Task = TaskKind.Images,
            DataDescription = $"{dataName}: {parts.Train.Length} training, {parts.Validation.Length} validation and {parts.Test.Length} test images.",
            ClassNames = parts.Dataset.ClassNames,
            Data = new ComparisonScenario { Name = "own", TrainCounts = parts.TrainCounts, TestCounts = parts.Dataset.CountClasses(parts.Test), ImbalanceLevel = constants.Sigma, Temperature = constants.Temperature, ContrastiveWeight = constants.Weight },
            Method = new ComparisonMethod { Name = method.Name, Label = method.Name, Description = method.Description },
            Result = result.Cell,
            Environment = RunEnvironment.Current,
            CommandLine = CommandText.Of(parsed.Tokens.Select(t => t.Value)),
            Configuration = string.Join('\n', settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}: {s.Value}")),
            ProtocolNotes = ["The best epoch is chosen on the validation part; the test part is evaluated once.", leaks],
        };
    }
}
