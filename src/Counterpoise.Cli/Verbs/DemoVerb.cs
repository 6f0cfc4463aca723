using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.Jobs;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Verdicts;
using Counterpoise.Vision.Baselines;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Scenarios;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise demo</c>: the main job on a small embedded excerpt of Fashion-MNIST, within two minutes on two cores.</summary>
internal static class DemoVerb
{
    private static readonly string[] Scenarios = ["S1", "S5"];
    private static readonly string[] OnPixels = ["majority", "linear", "linear/wce"];
    private static readonly string[] OnFeatures = ["majority", "linear", "linear/wce", "probe", "probe/wce", "head", "head/wce", "head/la",
        "head/wce+supcon", "head/acl"];

    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "Where the comparison and its report are written.",
            DefaultValueFactory = _ => Path.Combine("runs", "demo"), HelpName = "folder" };
        var seeds = new Option<int>("--seeds") { Description =
            "How many seeds; each takes about as long again. A verdict on one scenario alone takes eight.", DefaultValueFactory = _ => 5 };
        var jobs = new Option<int>("--jobs") { Description = "Cells trained at once, each in a process of its own.",
            DefaultValueFactory = _ => Math.Min(2, Environment.ProcessorCount), HelpName = "count" };
        var command = new Command("demo",
            "Compare adaptive contrastive learning with its controls on images that come with the program, and write the report.") {
            folder, seeds, jobs };
        KeptWork.In(command, parsed => parsed.GetValue(folder), "cells");
        command.SetAction((parsed, cancellationToken) => TensorWork.RunAsync(() =>
        {
            torch.set_num_threads(1);
            var into = parsed.GetValue(folder)!;
            var count = parsed.GetValue(jobs);
            ComparisonJobs.Require(count);
            var all = PackagedResNet18.IsAvailable ? OnFeatures : OnPixels;
            var plan = Plan(into, all, Scenarios, SeedsUpTo(parsed.GetValue(seeds))) with
            {
                CommandLine = CommandText.Of(parsed.Tokens.Select(t => t.Value)),
                StartHelpers = token => ComparisonJobs.StartOthers(count, token),
            };
            if (ComparisonJobs.IsWorker)
            {
                return ComparisonJobs.Help((_, token) => ImageComparing.Help(plan, null, token), cancellationToken);
            }

            var events = new DemoEvents();
            Terminal.Say(Opening(all.Length, plan.Seeds.Count, PackagedResNet18.IsAvailable));
            Terminal.Say($"The report will be {Path.Combine(into, "report.html")}. Ctrl-C stops; the same command goes on.\n");
            if (all.Length > OnPixels.Length)
            {
                var first = ImageComparing.Run(Plan(into, OnPixels, ["S1"], plan.Seeds), events, cancellationToken);
                Terminal.Say($"\nFirst verdict, logistic regression on pixels with and without class weights, S1: "
                    + $"{Verdict.Of(first).Headline}");
                Terminal.Say($"At the most probable class G-mean is {Mean(first, "S1", "linear", MetricNames.GeometricMean)} without and "
                    + $"{Mean(first, "S1", "linear/wce", MetricNames.GeometricMean)} with weights: that is the line to beat.\n");
            }

            var comparison = ImageComparing.Run(plan, events, cancellationToken);
            if (parsed.GetValue(SharedOptions.Json))
            {
                Terminal.WriteJson(comparison with { Cells = [] });
                return ExitCode.Ok;
            }

            ComparisonTables.WriteMeans(comparison);
            Close(comparison, into);
            return ExitCode.Ok;
        }));
        DryRun.Check(command, parsed =>
        {
            SeedsUpTo(parsed.GetValue(seeds));
            ComparisonJobs.Require(parsed.GetValue(jobs));
        });
        return command;
    }

    /// <summary>What the demonstration compares; where the packaged network is not there, what it cannot, and the remedy.</summary>
    internal static string Opening(int methods, int seeds, bool hasNetwork) => hasNetwork
        ? $"Does adaptive contrastive learning (acl) help where classes are rare? {methods} methods on Fashion-MNIST: "
            + $"S1, four of five classes rare, and S5, balanced.\n"
            + $"A frozen ImageNet network turns 2,900 images into features, once; every method learns on these, with {seeds} seeds. "
            + $"Two cores take about two minutes for five seeds."
        : $"warning: adaptive contrastive learning (acl) is not compared, for it learns here on the features of an ImageNet network that "
            + $"is not on this machine: build with the network once, or name its folder in COUNTERPOISE_MODELS.\n"
            + $"What is left: {methods} baselines on the pixels of Fashion-MNIST, S1, four of five classes rare, and S5, balanced, with "
            + $"{seeds} seeds.";

    private static ImageComparingOptions Plan(string folder, string[] methods, string[] scenarios, IReadOnlyList<ulong> seeds) => new()
    {
        Data = new ImageDataOptions { Path = ImageInputs.Excerpt },
        Methods = [],
        Baselines = [.. methods.Select(m => ImageBaseline.Find(m)!)],
        Seeds = seeds,
        Scenarios = scenarios,
        Sizes = new ScenarioOptions { TestCount = 200 },
        Title = "Does adaptive contrastive learning help? A demonstration",
        DataDescription = "An excerpt of Fashion-MNIST (MIT, Zalando SE): five classes, 1,500 training, 150 validation and 200 test "
            + "images. head/… are small networks on the features of a frozen ImageNet network.",
        ProtocolNotes = ["A demonstration within minutes: 40 test images a class, so intervals are wide. docs/results holds larger runs, "
            + "also of networks trained from scratch."],
        Folder = folder,
    };

    /// <summary>One screen: what came out, where it lies, what to do next.</summary>
    private static void Close(Comparison comparison, string folder)
    {
        var verdict = Verdict.Of(comparison);
        Terminal.Say($"\n{verdict.Headline}");
        foreach (var sentence in verdict.Sentences.Take(2))
        {
            Terminal.Say(sentence);
        }

        Terminal.Say($"Is the learner worth comparing? Accuracy where classes are balanced: "
            + $"{string.Join(", ", comparison.Methods.Where(m => m.Name is "majority" or "linear" or "probe" or "head" or "head/acl")
                .Select(m => $"{m.Name} {Mean(comparison, "S5", m.Name, MetricNames.Accuracy)}"))}.");
        Terminal.Say($"""

            The report: {Path.GetFullPath(Path.Combine(folder, "report.html"))}
            With images of your own, in a folder for each class:
              {Terminal.Program} profile FOLDER              how bad the imbalance is, and what to do
              {Terminal.Program} compare FOLDER --quick      this comparison on your images
              {Terminal.Program} train FOLDER --method la    a model to keep
            """);
    }

    private static string Mean(Comparison comparison, string scenario, string method, string metric) =>
        comparison.Cells.Where(c => c.Scenario == scenario && c.Method == method).Average(c => c.Metrics[metric])
            .ToString("0.00", CultureInfo.InvariantCulture);

    private static ulong[] SeedsUpTo(int count) =>
        count >= 1 ? [.. Enumerable.Range(0, count).Select(s => (ulong)s)]
            : throw new InputException($"--seeds is {count}; expected at least 1");
}
