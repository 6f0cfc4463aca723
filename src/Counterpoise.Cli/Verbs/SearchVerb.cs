using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Methods;
using Counterpoise.Torch;
using Counterpoise.Vision.Experiments;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Searching;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise search images/</c>: methods, learning rates and networks, judged on validation images and tested once.
/// </summary>
internal static class SearchVerb
{
    private static readonly Option<string[]> Methods = new("--methods") { Description = "Methods to try.",
        AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["ce", "wce", "la"], HelpName = "methods" };
    private static readonly Option<string[]> Networks = new("--networks") { Description =
        "Networks to try; that of --architecture where left out.", AllowMultipleArgumentsPerToken = true, HelpName = "networks" };
    private static readonly Option<double> Least = new("--least-rate") { Description = "The least learning rate.",
        DefaultValueFactory = _ => 1e-5, HelpName = "number" };
    private static readonly Option<double> Most = new("--most-rate") { Description = "The largest learning rate.",
        DefaultValueFactory = _ => 1e-2, HelpName = "number" };
    private static readonly Option<int> Trials = new("--trials") { Description = "How many settings are tried.",
        DefaultValueFactory = _ => 30, HelpName = "count" };
    private static readonly Option<int> TrialEpochs = new("--trial-epochs") { Description =
        "Epochs of a trial; --epochs are those of the last training, and the most that halving gives.", DefaultValueFactory = _ => 3,
        HelpName = "count" };
    private static readonly Option<SearchKind> Kind = new("--search") { Description =
        "How the next settings are found: tpe by a Parzen estimator, random as the control, halving with few epochs for all and more for "
        + "the best.", DefaultValueFactory = _ => SearchKind.Tpe };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "The seed of search, split and trainings.",
        HelpName = "number" };
    private static readonly Option<string?> Out = new("--out") { Description =
        "A folder for the trials, outside of the images; the same line goes on with it.", HelpName = "folder" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads of the engine; 0 takes all processors." };

    public static Command Create()
    {
        var data = new Argument<string>("data") { Description =
            "A folder of class folders, a table of images, an archive, or fashion-mnist-excerpt." };
        var command = new Command("search",
            "Search methods, learning rates and networks on images: judged on validation, tested once.") { data, Methods, Networks, Least,
            Most, Trials, TrialEpochs, Kind, Seed, Out, Threads };
        ImageDataArguments.AddTo(command);
        ImageOptions.AddTo(command);
        DryRun.Check(command, parsed => Read(parsed, parsed.GetValue(data)!, ImageOptions.Read(parsed)).Validate());
        KeptWork.In(command, parsed => parsed.GetValue(Out), "trials.jsonl");
        command.SetAction((parsed, cancellationToken) => TensorWork.RunAsync(() =>
        {
            if (parsed.GetValue(Threads) is > 0 and var count)
            {
                torch.set_num_threads(count);
            }

            IgnoredOptions.Refuse(parsed, [ImageOptions.LearningRate], "is what is searched: give --least-rate and --most-rate");
            var choice = ImageOptions.Choose(parsed, parsed.GetValue(data)!);
            Terminal.Say(choice.Reason);
            var weights = TensorWork.Wait(() => PretrainedFile.FindAsync(choice.Weights, choice.Architecture, new ConsoleEvents(),
                cancellationToken));
            var options = Read(parsed, parsed.GetValue(data)!, ImageOptions.Read(parsed, choice, weights));
            Write(parsed.GetValue(SharedOptions.Json), ImageSearching.Run(options, new ConsoleEvents(), cancellationToken));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static ImageSearchingOptions Read(ParseResult parsed, string path, ImageExperimentOptions experiment) => new()
    {
        Data = ImageDataArguments.Read(parsed, path),
        Methods = [.. Lists.Of(parsed.GetValue(Methods)).Select(name => Method.Named(name).Name)],
        Networks = Lists.Of(parsed.GetValue(Networks)),
        LeastRate = parsed.GetValue(Least),
        MostRate = parsed.GetValue(Most),
        Trials = parsed.GetValue(Trials),
        TrialEpochs = parsed.GetValue(TrialEpochs),
        Kind = parsed.GetValue(Kind),
        Seed = parsed.GetValue(Seed),
        Folder = parsed.GetValue(Out),
        Experiment = experiment,
    };

    private static void Write(bool json, ImageSearchingResult result)
    {
        if (json)
        {
            Terminal.WriteJson(new { result.Metric, result.Trials, result.Best,
                Test = result.Test.Metrics.ToDictionary(m => m.Name, m => m.Value) });
            return;
        }

        Terminal.WriteTable($"trials, by {result.Metric} on validation",
            [">trial", "method", "network", ">learning rate", ">epochs", $">{result.Metric}"], result.Trials.Select(t => new[]
        {
            Text(t.Number), t.Method, t.Network, t.LearningRate.ToString("G3", CultureInfo.InvariantCulture), Text(t.Epochs),
            t.Metric is { } metric ? metric.ToString("F3", CultureInfo.InvariantCulture) : "failed",
        }));
        Terminal.Say($"on the test split, once: "
            + $"{string.Join(", ", result.Test.Metrics.Where(m => m.Value is not null).Take(6)
                .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {m.Value:F3}")))}");
        Terminal.Say("the value on validation is that of the best of many trials and so too good; compare with --search random and as "
            + "many trials");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
