using System.CommandLine;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.Output;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Hyperspectral;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise hyperspectral Satellite.csv</c>: a class for every pixel, by scan and circuit beside their controls.</summary>
internal static class HyperspectralVerb
{
    private static readonly PixelClassifyingOptions Defaults = new() { Path = "" };
    private static readonly Option<int> Bands = new("--bands") { Description = "Bands of a pixel.",
        DefaultValueFactory = _ => Defaults.Bands, HelpName = "count" };
    private static readonly Option<int> Classes = new("--classes") { Description =
        "Classes of a folder's labels, or of generated patches.", DefaultValueFactory = _ => Defaults.Classes, HelpName = "count" };
    private static readonly Option<int?> Ignore = new("--ignore-class") { Description =
        "A class of a folder's labels that no loss and no metric sees.", HelpName = "class" };
    private static readonly Option<int> Width = new("--width") { Description = "Channels of a token.",
        DefaultValueFactory = _ => Defaults.Network.Width, HelpName = "count" };
    private static readonly Option<int> Epochs = new("--epochs") { Description = "Epochs.",
        DefaultValueFactory = _ => Defaults.Training.Epochs, HelpName = "count" };
    private static readonly Option<int> Batch = new("--batch-size") { Description = "Patches a step.",
        DefaultValueFactory = _ => Defaults.Training.BatchSize, HelpName = "count" };
    private static readonly Option<double> Rate = new("--learning-rate") { Description = "AdamW's rate.",
        DefaultValueFactory = _ => Defaults.Training.LearningRate, HelpName = "rate" };
    private static readonly Option<bool> Double = new("--double") { Description = "Compute in double precision, which is slower." };
    private static readonly Option<string[]> Arms = new("--arms") { Description =
        $"Controls to run beside the system: {string.Join("; ", PixelArm.All.Skip(1).Select(a => a.Name))}; all where left out.",
        AllowMultipleArgumentsPerToken = true, HelpName = "name" };
    private static readonly Option<string[]> Seeds = new("--seeds") { Description = $"The seeds. {SeedList.Help}",
        AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["6"], HelpName = "count or seeds" };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "The report to write, one HTML file.",
        HelpName = "file" };

    private static readonly Option<FileInfo?> Model = new("--model") { Description =
        "Keep the system's network of the first seed in a file that ends in .safetensors, which predict takes.", HelpName = "file" };

    public static Command Create()
    {
        var input = new Argument<string>("pixels") { Description =
            "A table of neighbourhoods with the centre pixel's class last, a folder with Train/Training/{rs,gt}/*.npy, or generated." };
        var command = new Command("hyperspectral",
            "Classify every pixel of an image with many bands: selective scans and a simulated quantum circuit beside their controls.") {
            input, Bands, Classes, Ignore,
            Width, Epochs, Batch, Rate, Double, Arms, Seeds, Report, Model };
        command.SetAction((parsed, cancellationToken) => TensorWork.RunAsync(() =>
            Run(parsed, Options(parsed, parsed.GetValue(input)!), cancellationToken)));
        DryRun.Check(command, parsed => Options(parsed, parsed.GetValue(input)!).Validate());
        return command;
    }

    private static PixelClassifyingOptions Options(ParseResult parsed, string path) => Defaults with
    {
        Path = path,
        Bands = parsed.GetValue(Bands),
        Classes = parsed.GetValue(Classes),
        Ignored = parsed.GetValue(Ignore),
        Network = Defaults.Network with { Width = parsed.GetValue(Width), Bands = parsed.GetValue(Bands) },
        Training = Defaults.Training with { Epochs = parsed.GetValue(Epochs), BatchSize = parsed.GetValue(Batch),
            LearningRate = parsed.GetValue(Rate), DoublePrecision = parsed.GetValue(Double) },
        Arms = [.. Lists.Of(parsed.GetValue(Arms))],
        Seeds = SeedList.Parse(parsed.GetValue(Seeds)),
        Report = parsed.GetValue(Report)?.FullName,
        Model = parsed.GetValue(Model)?.FullName,
        CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
    };

    private static int Run(ParseResult parsed, PixelClassifyingOptions options, CancellationToken cancellationToken)
    {
        var result = PixelClassifying.Run(options, new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { result.Verdict, result.IsSynthetic, result.Comparison.Scores, result.Notes });
        }
        else
        {
            SystemOutput.Write(result.Comparison, "all arms");
        }

        foreach (var note in result.Notes)
        {
            Terminal.Say(note);
        }

        Terminal.Say(PixelClassifying.NoAdvantage);
        Terminal.Say(result.Verdict);
        return ExitCode.Ok;
    }
}
