using System.CommandLine;
using System.CommandLine.Parsing;
using Counterpoise.Cli.Jobs;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Learning.Methods;
using Counterpoise.Methods;
using Counterpoise.Vision.Baselines;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Scenarios;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Reads what to compare on images from the command line, and prints what comes out.</summary>
internal static class ImageComparingArguments
{
    private static readonly ScenarioOptions Sizes = new();

    private static readonly Option<string[]> Scenarios = new("--scenarios") { Description =
        "For images: own (the data as it is), S1 to S5 (five classes), exp:RATIO, step:RATIO (largest to smallest class), shares:A/B/…, "
        + "lt:RATIO (the published long-tailed subset of binary CIFAR; no validation).", AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["own"], HelpName = "name" };
    private static readonly Option<int> TrainCount = Count("--train-count", "training images of a scenario other than own.",
        Sizes.TrainCount);
    private static readonly Option<int> TestCount = Count("--test-count", "test images of a scenario, balanced.", Sizes.TestCount);
    private static readonly Option<int> ValidationCount = Count("--validation-count", "validation images of a scenario, balanced.",
        Sizes.ValidationCount);
    private static readonly Option<bool> SkewedTest = new("--skewed-test") { Description =
        "For images: distribute the test images of a scenario as its training images." };
    private static readonly Option<bool> LargeTest = new("--large-test") { Description =
        "For images: also evaluate once on all images that a scenario leaves over." };

    private static readonly Option<string[]> Baselines = new("--baselines") { Description =
        $"For images: trivial baselines to compare the methods with: {string.Join(", ", ImageBaseline.Known.Select(b => b.Name))}; none "
        + $"leaves them out.", AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. ImageBaseline.Known.Select(b => b.Name)], HelpName = "name" };

    private static readonly Option<string> ProbeNetwork = new("--probe-network") { Description =
        "For images: the network whose frozen features probe, probe/wce and probe/la see: resnet-18-packaged, or NAME=WEIGHTS with any "
        + "network's name and a file of its weights.", DefaultValueFactory = _ => FeatureNetworks.Packaged, HelpName = "network" };

    // With so few, learning what the majority looks like can beat learning the difference.
    private const int FewImages = 50;

    private static readonly Option<bool> Quick = new("--quick") { Description =
        "For images: train every method as a small network on frozen ImageNet features, which takes seconds; acl is head/acl then." };

    /// <summary>Adds the options of images to the verb, and gives those that it shares with tables a default for images.</summary>
    public static void AddTo(Command command, Argument<string[]> inputs)
    {
        HelpGroups.Add(command, "Scenarios of images", Scenarios, TrainCount, TestCount, ValidationCount, SkewedTest, LargeTest);
        command.Options.Add(Baselines);
        command.Options.Add(ProbeNetwork);
        command.Options.Add(Quick);
        ImageDataArguments.AddTo(command);
        ImageOptions.AddTo(command);
        Share<string[]>(command, inputs, "--methods",
            $"For images: {string.Join(", ", Method.Known.Select(m => m.Name))}; or {Method.GridForm}.", [.. Method.Controls]);
        Share<string[]>(command, inputs, "--seeds", null, ["6"]);
        Share(command, inputs, "--threads", "For images: threads of the engine; 0 takes all processors.", 0);
        Share(command, inputs, "--jobs",
            "Images are trained in them with a share of the cores each; where images are small, two processes of one thread train almost "
            + "twice as fast as one of two.", 1);
        Share(command, inputs, "--title", "For images: the method in question, the baseline and the data where left out.", "");
    }

    /// <summary>Runs the comparison into a folder: cells/, comparison.json, report.html.</summary>
    public static Task<int> RunAsync(ParseResult parsed, string path, string folder, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Quick))
        {
            return TensorWork.RunAsync(() => Run(parsed, path, null, null, folder, cancellationToken));
        }

        var choice = ImageOptions.Choose(parsed, path);
        var weights = TensorWork.Wait(() => PretrainedFile.FindAsync(choice.Weights, choice.Architecture,
            new ConsoleEvents(ComparisonJobs.IsWorker), cancellationToken));
        return TensorWork.RunAsync(() => Run(parsed, path, choice, weights, folder, cancellationToken));
    }

    /// <summary>Checks the options without looking at the images.</summary>
    public static void Check(ParseResult parsed) => Plan.Of(parsed, choice: null, weights: null);

    private static int Run(ParseResult parsed, string path, NetworkChoice? choice, string? weights, string folder,
        CancellationToken cancellationToken)
    {
        var (methods, baselines, seeds, options, sizes, metric, baseline, candidate) = Plan.Of(parsed, choice, weights);
        var jobs = parsed.GetValue<int>("--jobs");
        if (choice is not null && methods.Length > 0 && !ComparisonJobs.IsWorker)
        {
            Terminal.Say(choice.Reason);
        }

        var plan = new ImageComparingOptions
        {
            Data = ImageDataArguments.Read(parsed, path),
            Methods = methods,
            Baselines = baselines,
            OneClassBelow = parsed.GetResult(Baselines) is { Implicit: false } ? 0 : FewImages,
            ProbeNetwork = parsed.GetValue(ProbeNetwork)!,
            Seeds = seeds,
            Experiment = CoreShare.Apply(options, jobs, methods.Length == 0 ? 1 : parsed.GetValue<int>("--threads")),
            Scenarios = Names(parsed),
            Sizes = sizes,
            LargeTest = parsed.GetValue(LargeTest),
            Metric = metric,
            Baseline = baseline,
            Candidate = candidate,
            Title = parsed.GetValue<string>("--title") is { Length: > 0 } title ? title : null,
            ProtocolNotes = [.. MethodArguments.OptionsOf(parsed) is { Count: > 0 } given
                ? [$"Options of methods: {string.Join(", ", given)}."] : Array.Empty<string>(),
                .. MethodArguments.VariantsOf(parsed).Select(v => $"Variant {v}.")],
            Folder = folder,
            CommandLine = CommandText.Of(parsed.Tokens.Select(t => t.Value)),
            StartHelpers = token => ComparisonJobs.StartOthers(jobs, token),
        };
        if (ComparisonJobs.IsWorker)
        {
            return ComparisonJobs.Help((events, token) => ImageComparing.Help(plan, events, token), cancellationToken);
        }

        var comparison = ImageComparing.Run(plan, new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(comparison with { Cells = [.. comparison.Cells.Select(c =>
                c with { Curve = [], Embedding = null, Mistakes = [] })] });
        }
        else
        {
            ComparisonTables.Write(comparison);
            ComparisonTables.Tell(comparison);
            Terminal.Say($"\ncomparison: {Path.Combine(folder, "comparison.json")}\nreport: {Path.Combine(folder, "report.html")}");
        }

        return ExitCode.Ok;
    }

    private static void Share<T>(Command command, Argument<string[]> inputs, string name, string? help, T value)
    {
        var option = (Option<T>)command.Options.Single(o => o.Name == name);
        var other = option.DefaultValueFactory;
        option.Description = $"{option.Description} {help}".TrimEnd();
        option.DefaultValueFactory = result => OfImages(result, inputs) || other is null ? value : other(result);
    }

    private static bool OfImages(SymbolResult result, Argument<string[]> inputs) =>
        result.GetValue(inputs) is [var path] && ImageDataArguments.Columns(result) is var (paths, labels)
            && ImageInputs.AreImages(path, paths, labels);

    private static string[] Names(ParseResult parsed) => [.. Lists.Of(parsed.GetValue(Scenarios)).DistinctBy(s => s.ToUpperInvariant())];

    private static Option<int> Count(string name, string what, int value) =>
        new(name) { Description = $"For images: {what}", DefaultValueFactory = _ => value, HelpName = "count" };

    /// <summary>What is compared and how, as the command line says it, checked.</summary>
    private sealed record Plan(Method[] Methods, ImageBaseline[] Baselines, ulong[] Seeds, ImageExperimentOptions Options,
        ScenarioOptions Sizes, string Metric, string? Baseline, string? Candidate)
    {
        public static Plan Of(ParseResult parsed, NetworkChoice? choice, string? weights)
        {
            var named = Lists.Of(parsed.GetValue<string[]>("--methods")).ToArray();
            var variants = MethodArguments.VariantsIn(parsed, named);
            var isQuick = parsed.GetValue(Quick);
            Method[] methods = isQuick ? [] : [.. variants.Where(v => v.Method.Input is null).Select(Method.Of)];
            ImageBaseline[] asked = [.. (isQuick ? variants.Select(OnFeatures) : variants.Where(v => v.Method.Input is not null))
                .Select(ImageBaseline.Of)];
            var baselines = StandingBaselines(parsed, asked);
            if (baselines.Any(b => b.Input == BaselineInput.Features))
            {
                FeatureNetworks.Parse(parsed.GetValue(ProbeNetwork)!, ProbeNetwork.Name);
            }

            string[] names = [.. methods.Select(m => m.Name), .. baselines.Select(b => b.Name)];
            string? Chosen(string option) => parsed.GetValue<string?>(option) is { } name
                ? names.FirstOrDefault(m => m.Equals(name, StringComparison.OrdinalIgnoreCase))
                    ?? names.FirstOrDefault(m => m == Method.Find(name)?.Name || m == ImageBaseline.Find(name)?.Name
                    || (isQuick && m == ImageBaseline.Find($"head/{name}")?.Name))
                    ?? throw new InputException($"{option} is '{name}'; the methods are {string.Join(", ", names)}")
                : null;
            var metric = parsed.GetValue<string>("--metric")!;
            if (!MetricNames.All.Contains(metric))
            {
                throw new InputException($"--metric is '{metric}'; known are {string.Join(", ", MetricNames.All)}");
            }

            var (baseline, candidate) = (Chosen("--baseline"), Chosen("--candidate"));
            if (baseline is not null && baseline == candidate && names.Length > 1)
            {
                throw new InputException($"--baseline and --candidate are both {baseline}: name two of {string.Join(", ", names)}");
            }

            ComparisonJobs.Require(parsed.GetValue<int>("--jobs"));
            RefuseIdle(parsed, Names(parsed));
            if (isQuick)
            {
                IgnoredOptions.Refuse(parsed, ImageOptions.OfNetworks, "is for networks on images, and --quick trains none");
            }

            var options = choice is null ? ImageOptions.Read(parsed) : ImageOptions.Read(parsed, choice, weights);
            Array.ForEach(methods, method => ImageExperiment.Check(method, options));
            var sizes = new ScenarioOptions
            {
                TrainCount = parsed.GetValue(TrainCount),
                TestCount = parsed.GetValue(TestCount),
                ValidationCount = parsed.GetValue(ValidationCount),
                TestShape = parsed.GetValue(SkewedTest) ? PartShape.AsTraining : PartShape.Balanced,
            };
            sizes.Validate();
            return new(methods, baselines, SeedList.Parse(parsed.GetValue<string[]>("--seeds")), options, sizes, metric, baseline,
                candidate);
        }

        /// <summary>The same method as a small network on features; what stands on features already stays.</summary>
        private static MethodVariant OnFeatures(MethodVariant variant) =>
            variant.Method.Input is null ? variant with { Method = variant.Method with { Input = "head" } } : variant;

        /// <summary>
        /// The baselines that --methods names, and those of --baselines; features are left out where their network is not on this machine
        /// and nobody asked for them.
        /// </summary>
        private static ImageBaseline[] StandingBaselines(ParseResult parsed, ImageBaseline[] asked)
        {
            var given = Lists.Of(parsed.GetValue(ImageComparingArguments.Baselines))
                .Where(name => !name.Equals("none", StringComparison.OrdinalIgnoreCase)).ToArray();
            ImageBaseline Named(string name) => ImageBaseline.Find(name)
                ?? throw new InputException(
                    $"--baselines names '{name}'; known are "
                    + $"{string.Join(", ", ImageBaseline.Known.Concat(ImageBaseline.Further).Select(b => b.Name))}, none");
            ImageBaseline[] standing = [.. given.Select(Named)];
            if (parsed.GetResult(ImageComparingArguments.Baselines) is { Implicit: true }
                && standing.Any(b => b.Input == BaselineInput.Features) && parsed.GetValue(ProbeNetwork) == FeatureNetworks.Packaged
                && !PackagedResNet18.IsAvailable)
            {
                Terminal.Say("the ImageNet network for the baselines probe and probe/wce is not on this machine, so they are left out");
                standing = [.. standing.Where(b => b.Input != BaselineInput.Features)];
            }

            if (asked.FirstOrDefault(b => b.Input == BaselineInput.Features) is { } lacking
                && parsed.GetValue(ProbeNetwork) == FeatureNetworks.Packaged && !PackagedResNet18.IsAvailable)
            {
                throw new InputException(
                    $"{lacking.Name} needs the ImageNet network, which is not on this machine: build with the network once, or name its "
                    + $"folder in COUNTERPOISE_MODELS");
            }

            ImageBaseline[] simple = [.. ImageBaseline.Known.Concat(ImageBaseline.Further).Concat(ImageBaseline.OneClass)
                .Where(b => asked.Concat(standing).Any(other => other.Name == b.Name))];
            return [.. simple, .. asked.Where(b => !simple.Any(other => other.Name == b.Name))];
        }

        /// <summary>Sizes are for scenarios that are drawn, shares for the data as it is.</summary>
        private static void RefuseIdle(ParseResult parsed, string[] scenarios)
        {
            var said = $"and --scenarios is {string.Join(',', scenarios)}";
            if (scenarios.All(ImageScenario.IsGiven))
            {
                IgnoredOptions.Refuse(parsed, [TrainCount, TestCount, ValidationCount, SkewedTest, LargeTest],
                    $"is for scenarios that are drawn, such as S1 or exp:10, {said}");
            }

            IgnoredOptions.Refuse(parsed, [ImageOptions.CheckpointSteps], "is for train: a comparison keeps whole cells");
            if (!scenarios.Any(ImageScenario.IsOwn))
            {
                IgnoredOptions.Refuse(parsed, ImageDataArguments.OfOwnSplit, $"is for the data as it is (own), {said}");
            }
        }
    }
}
