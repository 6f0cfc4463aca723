using System.CommandLine;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Jobs;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Training;
using Counterpoise.Vision.Baselines;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Features;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise demo</c>: the main job on a small embedded excerpt of Fashion-MNIST, within five minutes on two cores.</summary>
internal static class DemoVerb
{
    private static readonly string[] Scenarios = ["S1", "S5"];
    private static readonly string[] Methods = ["ce", "wce+supcon", "acl"];

    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "Where the comparison and its report are written.", DefaultValueFactory = _ => Path.Combine("runs", "demo"), HelpName = "folder" };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds; each takes about as long again.", DefaultValueFactory = _ => 3 };
        var epochs = new Option<int>("--epochs") { Description = "Passes over the training images.", DefaultValueFactory = _ => 10 };
        var jobs = new Option<int>("--jobs") { Description = "Cells trained at once, each in a process of its own.", DefaultValueFactory = _ => Math.Min(2, Environment.ProcessorCount), HelpName = "count" };
        var command = new Command("demo", "Compare adaptive contrastive learning with its controls on embedded images, and open the question whether it helps.") { folder, seeds, epochs, jobs };
        command.SetAction((parsed, cancellationToken) => TensorWork.RunAsync(() =>
        {
            var into = parsed.GetValue(folder)!;
            var count = parsed.GetValue(jobs);
            ComparisonJobs.Require(count);
            var plan = new ImageComparingOptions
            {
                Data = new ImageDataOptions { Path = ImageInputs.Excerpt },
                Methods = [.. Methods.Select(Method.Named)],
                Baselines = PackagedResNet18.IsAvailable ? ImageBaseline.Known : [.. ImageBaseline.Known.Where(b => b.Input == BaselineInput.Pixels)],
                Seeds = SeedsUpTo(parsed.GetValue(seeds)),
                Experiment = CoreShare.Apply(Options(parsed.GetValue(epochs)), count, threads: 0),
                Scenarios = Scenarios,
                Title = "Does adaptive contrastive learning help? A demonstration",
                DataDescription = "An excerpt of Fashion-MNIST (MIT, Zalando SE): five classes, 1,500 training, 150 validation and 100 test images. So few epochs favour methods that learn the rare classes fast; cross-entropy, given many more, makes up part of what it lacks here.",
                ProtocolNotes = ["A demonstration within minutes: few epochs and seeds, and 20 test images a class, so intervals are wide. docs/results holds the full runs."],
                Folder = into,
                CommandLine = string.Join(' ', ["./run", .. parsed.Tokens.Select(t => t.Value)]),
                StartHelpers = token => ComparisonJobs.StartOthers(count, token),
            };
            if (ComparisonJobs.IsWorker)
            {
                return ComparisonJobs.Help((events, token) => ImageComparing.Help(plan, events, token), cancellationToken);
            }

            var comparison = ImageComparing.Run(plan, new ConsoleEvents(), cancellationToken);
            if (parsed.GetValue(SharedOptions.Json))
            {
                Terminal.WriteJson(comparison with { Cells = [] });
            }
            else
            {
                ComparisonTables.Write(comparison);
                ComparisonTables.Tell(comparison);
                Terminal.Say($"\nreport: {Path.GetFullPath(Path.Combine(into, "report.html"))}");
            }

            return ExitCode.Ok;
        }));
        DryRun.Check(command, parsed =>
        {
            Options(parsed.GetValue(epochs));
            SeedsUpTo(parsed.GetValue(seeds));
            ComparisonJobs.Require(parsed.GetValue(jobs));
        });
        return command;
    }

    private static ImageExperimentOptions Options(int epochs)
    {
        var options = new ImageExperimentOptions
        {
            ImageSize = 32,
            Augmentation = AugmentationPreset.Light,
            BatchNormMomentum = 0.1,
            Training = new TrainerOptions { Epochs = epochs, BatchSize = 64, LearningRate = 1e-3, WarmUpEpochs = ImageOptions.WarmUpWithin(epochs, 1) },
        };
        options.Validate();
        return options;
    }

    private static ulong[] SeedsUpTo(int count) =>
        count >= 1 ? [.. Enumerable.Range(0, count).Select(s => (ulong)s)] : throw new InputException($"--seeds is {count}; expected at least 1");
}
