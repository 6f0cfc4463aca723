using System.CommandLine;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Vision.Mixtures;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Mixtures;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise mixture images/ --experts a,b</c>: a soft mixture of experts beside its cheap controls.</summary>
internal static class MixtureVerb
{
    private static readonly SoftMixtureOptions Defaults = new();
    private static readonly Option<string[]> Experts = new("--experts") { Description =
        "The experts: resnet-18-packaged, NAME=WEIGHTS with any network's name and a file of its weights, pixels.",
        AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["resnet-18-packaged", "pixels"], HelpName = "expert" };
    private static readonly Option<string?> Classifier = new("--classifier") { Description =
        "The classifier over each expert's features, such as forest; logistic regression with a ridge chosen on validation where left out.",
            HelpName = "name" };
    private static readonly Option<MixingSpace> Space = new("--space") { Description = "Where outputs are mixed.",
        DefaultValueFactory = _ => Defaults.Space };
    private static readonly Option<GateLossKind> GateLoss =
        new("--gate-loss") { Description = "What the gate learns from.", DefaultValueFactory = _ => Defaults.GateLoss };
    private static readonly Option<double> GateShare = new("--gate-share") { Description =
        "Share of the training images that is kept for the gate.", DefaultValueFactory = _ => 0.2, HelpName = "share" };
    private static readonly Option<int> GateEpochs = new("--gate-epochs") { Description = "Epochs of the gate.",
        DefaultValueFactory = _ => Defaults.GateEpochs, HelpName = "count" };
    private static readonly Option<int> Refinement = new("--refinement-epochs") { Description = "Epochs of refinement; 0 leaves it out.",
        DefaultValueFactory = _ => Defaults.RefinementEpochs, HelpName = "count" };
    private static readonly Option<bool> NoCalibration = new("--no-calibration") { Description =
        "Mix experts as they are, as the paper does." };
    private static readonly Option<string[]> Seeds = new("--seeds") { Description = $"The seeds. {SeedList.Help}",
        AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["6"], HelpName = "count or seeds" };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "The report to write, one HTML file.",
        HelpName = "file" };
    private static readonly Option<FileInfo?> Gates = new("--gates") { Description =
        "A CSV of the experts' weights on every test image of the first seed.", HelpName = "file" };

    private static readonly Option<FileInfo?> Model = new("--model") { Description =
        "Keep the mixture of the first seed in a file, which predict and evaluate take. It does not hold the "
            + "weights of NAME=WEIGHTS: keep that file at its path, or put it into the folder of the model.", HelpName = "file" };

    public static Command Create()
    {
        var input = new Argument<string>("images") { Description = "Images as for train." };
        var command = new Command("mixture",
            "A soft mixture of experts on frozen features, beside averaging, stacking and one head.") { input, Experts, Classifier, Space,
            GateLoss, GateShare, GateEpochs, Refinement, NoCalibration, Seeds, Report, Gates, Model };
        ImageDataArguments.AddTo(command);
        command.SetAction((parsed, cancellationToken) => TensorWork.RunAsync(() =>
            Run(parsed, parsed.GetValue(input)!, cancellationToken)));
        DryRun.Check(command, parsed => Options(parsed, parsed.GetValue(input)!).Validate());
        return command;
    }

    private static ImageMixingOptions Options(ParseResult parsed, string path) => new()
    {
        Data = ImageDataArguments.Read(parsed, path),
        Experts = [.. Lists.Of(parsed.GetValue(Experts))],
        Classifier = parsed.GetValue(Classifier),
        GateShare = parsed.GetValue(GateShare),
        Seeds = SeedList.Parse(parsed.GetValue(Seeds)),
        Report = parsed.GetValue(Report)?.FullName,
        Gates = parsed.GetValue(Gates)?.FullName,
        Model = parsed.GetValue(Model)?.FullName,
        CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        Mixture = Defaults with
        {
            Space = parsed.GetValue(Space),
            GateLoss = parsed.GetValue(GateLoss),
            GateEpochs = parsed.GetValue(GateEpochs),
            RefinementEpochs = parsed.GetValue(Refinement),
            Calibrates = !parsed.GetValue(NoCalibration),
        },
    };

    private static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var result = ImageMixing.Run(Options(parsed, path), new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { result.Verdict, result.Comparison.Scores, result.Diagnoses, result.Warnings, result.ClassNames });
        }
        else
        {
            SystemOutput.Write(result.Comparison, "mixture and controls");
        }

        foreach (var warning in result.Warnings)
        {
            Terminal.Say($"warning: {warning}");
        }

        Terminal.Say(result.Verdict);
        return ExitCode.Ok;
    }
}
