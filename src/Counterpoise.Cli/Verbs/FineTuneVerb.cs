using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Learning.FineTuning;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Stages;
using Counterpoise.Statistics;
using Counterpoise.Torch;
using Counterpoise.Vision.Experiments;
using Counterpoise.Workflows;
using Counterpoise.Workflows.FineTuning;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise fine-tune images/ --positive mel</c>: a pretrained network fitted in two stages, beside its rivals, for high
/// sensitivity.
/// </summary>
internal static class FineTuneVerb
{
    private static readonly FineTuningOptions Defaults = new();
    private static readonly FineTuningArm[] Arms = Enum.GetValues<FineTuningArm>();
    private static readonly Option<string[]> Positive = new("--positive") { Description = "The classes to find; all others are the rest.",
        AllowMultipleArgumentsPerToken = true, Required = true, HelpName = "class" };
    private static readonly Option<string[]> Ways = new("--arms") { Description =
        $"Which ways are compared: {Known}; features is logistic regression on frozen features.", AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [FineTuningWords.Features, .. Arms.Select(FineTuningWords.Word)], HelpName = "arm" };
    private static readonly Option<string> Network = new("--features") { Description =
        "The network of frozen features: resnet-18-packaged, or NAME=WEIGHTS.", DefaultValueFactory = _ => FeatureNetworks.Packaged,
        HelpName = "network" };
    private static readonly Option<string> Loss = new("--method") { Description = "The loss: ce, wce, la or another class term.",
        DefaultValueFactory = _ => "ce", HelpName = "method" };
    private static readonly Option<string[]> Seeds = new("--seeds") { Description =
        $"Seeds, each with a split of its own. {SeedList.Help}", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["1"],
        HelpName = "count or seeds" };
    private static readonly Option<int> HeadEpochs = Number("--head-epochs", "Epochs in which the new head learns on the frozen base.",
        Defaults.HeadEpochs);
    private static readonly Option<double> HeadRate = Number("--head-rate", "The head's learning rate.", Defaults.HeadRate);
    private static readonly Option<int> TuneEpochs = Number("--tune-epochs", "Epochs in which everything learns.", Defaults.TuneEpochs);
    private static readonly Option<double> TuneRate = Number("--tune-rate", "The learning rate of everything in the second stage.",
        Defaults.TuneRate);
    private static readonly Option<double> OneStageRate = Number("--one-stage-rate",
        "The learning rate where everything learns from the start.", Defaults.OneStageRate);
    private static readonly Option<double> LayerDecay = Number("--layer-decay",
        "What each layer's rate is of the next one's, in the layer-wise arm.", Defaults.LayerDecay);
    private static readonly Option<NormMode> Norms = new("--tune-norms") { Description = "What batch norms do once everything learns.",
        DefaultValueFactory = _ => Defaults.TuneNorms };
    private static readonly Option<double> Target = Number("--target-sensitivity",
        "Sensitivity for which the threshold is chosen on validation.", 0.9);
    private static readonly Option<double> Specificity = Number("--specificity", "Specificity at which sensitivities are compared.", 0.9);
    private static readonly Option<bool> ShowLeak = new("--show-leak") { Description =
        "Also run the probe on a split that tears groups apart, to show what that pretends." };
    private static readonly Option<string?> Out = new("--out") { Description =
        "A folder for runs and results, outside of the images; the same line goes on with it.", HelpName = "folder" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads of the engine; 0 takes all processors." };

    public static Command Create()
    {
        var data = new Argument<string>("data") { Description = "A folder of class folders, a table of images, or an archive." };
        var command = new Command("fine-tune",
            "Fine-tune a pretrained network in two stages to find one class of images, beside simpler ways.") {
            data, Positive, Ways, Network,
            Loss, Seeds, Out, ShowLeak, Threads };
        HelpGroups.Add(command, "Stages", HeadEpochs, HeadRate, TuneEpochs, TuneRate, OneStageRate, LayerDecay, Norms);
        HelpGroups.Add(command, "Decision", Target, Specificity);
        HelpGroups.Add(command, "Network", ImageOptions.Architecture, ImageOptions.Width, ImageOptions.NetworkOptions, ImageOptions.Size,
            ImageOptions.Pretrained, ImageOptions.BatchNormMomentum);
        HelpGroups.Add(command, "Training images", ImageOptions.Fit, ImageOptions.Augmentation, ImageOptions.NoFlip,
            ImageOptions.VerticalFlip, ImageOptions.Sampler, ImageOptions.BatchSize);
        HelpGroups.Add(command, "Training", ImageOptions.Optimizer, ImageOptions.WeightDecay, ImageOptions.Patience, ImageOptions.Device);
        ImageDataArguments.AddTo(command);
        DryRun.Check(command, parsed => Read(parsed, parsed.GetValue(data)!,
            NetworkChoice.Unseen(parsed.GetValue(ImageOptions.Architecture), parsed.GetValue(ImageOptions.Size)), null).Validate());
        KeptWork.In(command, parsed => parsed.GetValue(Out));
        command.SetAction((parsed, cancellationToken) => TensorWork.RunAsync(() =>
        {
            if (parsed.GetValue(Threads) is > 0 and var count)
            {
                torch.set_num_threads(count);
            }

            var choice = ImageOptions.Choose(parsed, parsed.GetValue(data)!);
            Terminal.Say(choice.Reason);
            var weights = TensorWork.Wait(() => PretrainedFile.FindAsync(choice.Weights, choice.Architecture, new ConsoleEvents(),
                cancellationToken));
            var options = Read(parsed, parsed.GetValue(data)!, choice, weights);
            Write(parsed.GetValue(SharedOptions.Json), ImageFineTuning.Run(options, new ConsoleEvents(), cancellationToken));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static ImageFineTuningOptions Read(ParseResult parsed, string path, NetworkChoice choice, string? weights) => new()
    {
        Data = ImageDataArguments.Read(parsed, path),
        Positive = Lists.Of(parsed.GetValue(Positive)),
        Arms = [.. Lists.Of(parsed.GetValue(Ways)).Where(word => word != FineTuningWords.Features).Select(Arm)],
        Features = Lists.Of(parsed.GetValue(Ways)).Contains(FineTuningWords.Features) ? parsed.GetValue(Network) : null,
        Method = Method.Named(parsed.GetValue(Loss)!),
        Seeds = SeedList.Parse(parsed.GetValue(Seeds)),
        TargetSensitivity = parsed.GetValue(Target),
        Specificity = parsed.GetValue(Specificity),
        ShowLeak = parsed.GetValue(ShowLeak),
        Folder = parsed.GetValue(Out),
        Network = new ImageExperimentOptions
        {
            Architecture = choice.Architecture,
            WidthMultiplier = parsed.GetValue(ImageOptions.Width),
            NetworkOptions = Pairs.Parse("--network-options", parsed.GetValue(ImageOptions.NetworkOptions)),
            Pretrained = weights,
            ImageSize = choice.ImageSize,
            Augmentation = parsed.GetValue(ImageOptions.Augmentation),
            Fit = parsed.GetValue(ImageOptions.Fit),
            HorizontalFlips = !parsed.GetValue(ImageOptions.NoFlip),
            VerticalFlips = parsed.GetValue(ImageOptions.VerticalFlip),
            BatchNormMomentum = parsed.GetValue(ImageOptions.BatchNormMomentum),
            MaximumPixels = parsed.GetValue(ImageDataArguments.MaximumPixels),
            SixteenBitDepth = parsed.GetValue(ImageDataArguments.SixteenBitDepth),
        },
        Tuning = new FineTuningOptions
        {
            HeadEpochs = parsed.GetValue(HeadEpochs),
            HeadRate = parsed.GetValue(HeadRate),
            TuneEpochs = parsed.GetValue(TuneEpochs),
            TuneRate = parsed.GetValue(TuneRate),
            OneStageRate = parsed.GetValue(OneStageRate),
            LayerDecay = parsed.GetValue(LayerDecay),
            TuneNorms = parsed.GetValue(Norms),
            BatchSize = parsed.GetValue(ImageOptions.BatchSize),
            Sampler = parsed.GetValue(ImageOptions.Sampler),
            Optimizer = parsed.GetValue(ImageOptions.Optimizer),
            WeightDecay = parsed.GetValue(ImageOptions.WeightDecay),
            Patience = parsed.GetValue(ImageOptions.Patience),
            Device = ComputeDevice.Parse(parsed.GetValue(ImageOptions.Device)!),
        },
    };

    private static string Known => string.Join(", ", Arms.Select(FineTuningWords.Word).Prepend(FineTuningWords.Features));

    private static FineTuningArm Arm(string word) => Arms.Any(a => FineTuningWords.Word(a) == word)
        ? Arms.First(a => FineTuningWords.Word(a) == word)
        : throw new InputException($"--arms has '{word}'; known are {Known}");

    private static void Write(bool json, ImageFineTuningResult result)
    {
        if (json)
        {
            Terminal.WriteJson(result);
            return;
        }

        var title = string.Create(CultureInfo.InvariantCulture,
            $"{result.Data}: {string.Join('+', result.Positive)} against the rest, {result.PositiveImages} of {result.Images} images; "
            + $"intervals over groups");
        Terminal.WriteTable(title, ["arm", ">seed", ">epoch", ">steps", "AUROC", Share("sensitivity at specificity ", result.Specificity),
            Share("threshold for ", result.TargetSensitivity), ">at 0.5", .. result.Prevalences.Select(p => Share(">precision at ", p))],
            result.Runs.Select(Row));
        var needed = VerdictRule.FewestPairs(Math.Max(1, result.Differences.Count));
        var seeds = result.Runs.Select(r => r.Seed).Distinct().Count();
        foreach (var difference in result.Differences)
        {
            Terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"{difference.Arm} less {difference.Rival}: {difference.Mean:+0.000;-0.000} in "
                + $"sensitivity{(difference.Interval is { } interval ? $" [{interval.Lower:F3}, {interval.Upper:F3}]" : "")}: "
                + $"{Reading(difference, seeds, needed)}"));
        }
    }

    private static string Reading(FineTuningDifference difference, int seeds, int needed) => difference.Outcome switch
    {
        VerdictOutcome.Helps => "better",
        VerdictOutcome.Harms => "worse",
        VerdictOutcome.NoGain => "no difference that these seeds could show",
        _ when seeds < needed => $"no claim, which needs {needed} seeds",
        _ => "no claim: interval and corrected test disagree",
    };

    private static IReadOnlyList<string> Row(FineTunedRun run) =>
    [
        run.Arm + (run.TornGroups ? " (groups torn)" : ""), Text(run.Seed), Text(run.BestEpoch), Text(run.Steps),
        Within(run.Auroc, run.AurocInterval), Within(run.Sensitivity, run.SensitivityInterval),
        string.Create(CultureInfo.InvariantCulture, $"{run.Tuned.Sensitivity:F3} / {run.Tuned.Specificity:F3}"),
        string.Create(CultureInfo.InvariantCulture, $"{run.Plain.Sensitivity:F3} / {run.Plain.Specificity:F3}"),
        .. run.Precisions.Select(p => p.ToString("F3", CultureInfo.InvariantCulture)),
    ];

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Share(string text, double value) => string.Create(CultureInfo.InvariantCulture, $"{text}{value}");

    private static string Within(double value, Interval interval) =>
        string.Create(CultureInfo.InvariantCulture, $"{value:F3} [{interval.Lower:F3}, {interval.Upper:F3}]");

    private static Option<T> Number<T>(string name, string description, T usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual, HelpName = "number" };
}
