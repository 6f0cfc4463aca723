using System.CommandLine;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Episodes;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise fewshot images/</c>: classes judged from a few supports, with every method on the same features and draws.
/// </summary>
internal static class FewShotVerb
{
    private static readonly FewShotOptions Defaults = new() { Data = new ImageDataOptions { Path = "" } };
    private static readonly Option<string[]> BaseClasses = new("--base-classes") { Description =
        "For images: classes that the embedding is trained on; the first half where left out. The others are novel.",
        AllowMultipleArgumentsPerToken = true, HelpName = "class" };
    private static readonly Option<int> Most = new("--images-per-class") { Description =
        "For images: images of each class that are used at most.", DefaultValueFactory = _ => Defaults.MaximumPerClass,
        HelpName = "count" };
    private static readonly Option<string?> Target = new("--target") { Description = "For tables: the column of classes.",
        HelpName = "column" };
    private static readonly Option<string?> Positive = new("--positive") { Description =
        "For tables: the class to find; all others are one class.", HelpName = "class" };
    private static readonly Option<string?> Site = new("--site") { Description =
        "For tables: the column of sites; supports are of one, queries of all others.", HelpName = "column" };
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "For tables: columns that are no features.",
        AllowMultipleArgumentsPerToken = true, HelpName = "column" };
    private static readonly Option<int> Shots = new("--shots") { Description = "Supports of each class.",
        DefaultValueFactory = _ => Defaults.Shots, HelpName = "count" };
    private static readonly Option<int> Queries = new("--queries") { Description = "For images: queries of each class in a draw.",
        DefaultValueFactory = _ => Defaults.Queries, HelpName = "count" };
    private static readonly Option<int> Draws = new("--draws") { Description = "Draws of supports.",
        DefaultValueFactory = _ => Defaults.Draws, HelpName = "count" };
    private static readonly Option<double> Scale = new("--scale") { Description = "The scale of cosines; the paper has 1.",
        DefaultValueFactory = _ => Defaults.Training.Scale, HelpName = "number" };
    private static readonly Option<int> Steps = new("--steps") { Description = "For images: training steps of the embedding.",
        DefaultValueFactory = _ => Defaults.Training.Steps, HelpName = "count" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "The seed.", DefaultValueFactory = _ => Defaults.Seed,
        HelpName = "seed" };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "The report to write, one HTML file.",
        HelpName = "file" };

    private static readonly Option<FileInfo?> Model = new("--model") { Description =
        "For images: keep the trained embedding with a prototype of every class in a file, which predict and evaluate take.",
        HelpName = "file" };

    public static Command Create()
    {
        var input = new Argument<string>("data") { Description =
            "Images as for train, a table with --target, or NIfTI files of different heads with commas between, to try it on simulated "
            + "distortions." };
        var command = new Command("fewshot",
            "Learn classes from a few labelled examples each (supports), with every method on the same features and draws.") {
            input, FeatureArguments.Network, BaseClasses, Most,
            Target, Positive, Site, Exclude, Shots, Queries, Draws, Scale, Steps, Seed, Report, Model };
        HelpGroups.Add(command, "Reading tables", TableModelOptions.Reading);
        Option[] before = [.. command.Options];
        ImageDataArguments.AddSourceTo(command);
        Option[] ofImages = [.. command.Options.Except(before)];
        string PathOf(ParseResult parsed) => parsed.GetValue(input)!;
        DataArm Arm(IDataTask task, Option[] own, Option[] shared, Action<ParseResult> check,
            Func<ParseResult, CancellationToken, FewShotResult> judge) => new(task, (parsed, cancellationToken) =>
                TensorWork.RunAsync(() => Show(parsed, judge(parsed, cancellationToken))))
            {
                Own = own,
                Shared = shared,
                Check = check,
            };
        DataArm Of(IDataTask task, Option[] own, Option[] shared, Func<ParseResult, string, FewShotOptions> options) => Arm(task, own,
            shared, parsed => options(parsed, PathOf(parsed)).Validate(), (parsed, cancellationToken) =>
                FewShotEvaluating.Run(options(parsed, PathOf(parsed)), new ConsoleEvents(), cancellationToken));
        var volumes = Arm(new VolumeTask(), [Steps], [], parsed => Heads(parsed, PathOf(parsed)).Validate(),
            (parsed, cancellationToken) => Judge(parsed, PathOf(parsed), cancellationToken));
        var images = Of(DataTasks.Images, [FeatureArguments.Network, BaseClasses, Most, Queries, Model, .. ofImages], [Steps], Options);
        new DataArms(PathOf, parsed => Recognizer(parsed, PathOf(parsed)), volumes, images,
            Of(DataTasks.Tables, [Target, Positive, Site, Exclude, .. TableModelOptions.Reading], [], OfTable))
            { Otherwise = images }.Use(command);
        return command;
    }

    private static Func<IDataTask, bool> Recognizer(ParseResult parsed, string path)
    {
        var source = new DataSource(path)
        {
            Target = parsed.GetValue(Target),
            PathColumn = parsed.GetValue(ImageDataArguments.PathColumn)!,
            LabelColumn = parsed.GetValue(ImageDataArguments.LabelColumn)!,
        };
        return task => task.Recognizes(source);
    }

    private static FewShotOptions OfTable(ParseResult parsed, string path) => parsed.GetValue(Target) is not null ? Options(parsed, path)
        : throw new InputException($"'{path}' is a table, and no column of classes is named: give {Target.Name}");

    private static FewShotOptions Options(ParseResult parsed, string path) => Defaults with
    {
        Data = ImageDataArguments.Read(parsed, path),
        Network = parsed.GetValue(FeatureArguments.Network)!,
        BaseClasses = [.. Lists.Of(parsed.GetValue(BaseClasses))],
        MaximumPerClass = parsed.GetValue(Most),
        Target = parsed.GetValue(Target),
        Positive = parsed.GetValue(Positive),
        Site = parsed.GetValue(Site),
        Exclude = [.. Lists.Of(parsed.GetValue(Exclude))],
        Reading = TableOptions.Read(parsed, path),
        Lenient = parsed.GetValue(TableOptions.Lenient),
        Shots = parsed.GetValue(Shots),
        Queries = parsed.GetValue(Queries),
        Draws = parsed.GetValue(Draws),
        Seed = parsed.GetValue(Seed),
        Training = Defaults.Training with { Scale = parsed.GetValue(Scale), Steps = parsed.GetValue(Steps),
            Shots = parsed.GetValue(Shots) },
        Report = parsed.GetValue(Report)?.FullName,
        Model = parsed.GetValue(Model)?.FullName,
        CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
    };

    private static VolumeJudgingOptions Heads(ParseResult parsed, string path)
    {
        var defaults = new VolumeJudgingOptions { Paths = path.Split(',') };
        return defaults with
        {
            Shots = parsed.GetValue(Shots),
            Draws = parsed.GetValue(Draws),
            Seed = parsed.GetValue(Seed),
            Training = defaults.Training with { Scale = parsed.GetValue(Scale),
                Steps = parsed.GetResult(Steps) is { Implicit: false } ? parsed.GetValue(Steps) : defaults.Training.Steps },
        };
    }

    private static FewShotResult Judge(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var result = VolumeJudging.Run(Heads(parsed, path), new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(Report) is { } report)
        {
            VolumeJudging.Write(result, report.FullName, CommandText.Of(parsed.Tokens.Select(token => token.Value)));
        }

        return result;
    }

    private static int Show(ParseResult parsed, FewShotResult result)
    {
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { result.Verdict, result.Comparison.Scores, result.Notes });
        }
        else
        {
            SystemOutput.Write(result.Comparison, "methods on the same features and draws");
        }

        foreach (var note in result.Notes)
        {
            Terminal.Say(note);
        }

        Terminal.Say(result.Verdict);
        return ExitCode.Ok;
    }
}
