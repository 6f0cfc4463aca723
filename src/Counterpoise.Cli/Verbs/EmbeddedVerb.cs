using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Deploy.Sensors;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Embedded;
using Counterpoise.Workflows.QuantizationAware;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise embedded recordings --negative idle --out device/</c>: small models of sensor streams and sound, judged as streams.
/// </summary>
internal static class EmbeddedVerb
{
    private const string GeneratedName = "generated";

    private static readonly Argument<string> Input = new("recordings") { Description =
        "A table of samples, a folder of such tables (a file for each subject), a folder of classes with WAV files, or 'generated' for "
        + "generated motion." };
    private static readonly Option<double?> Rate = new("--rate") { Description = "Samples a second of a table.", HelpName = "Hz" };
    private static readonly Option<string> Label = new("--label") { Description = "Column of the class.", DefaultValueFactory = _ =>
        "label",
        HelpName = "column" };
    private static readonly Option<string?> Subject = new("--subject") { Description =
        "Column of who was recorded. Without it each file is one.", HelpName = "column" };
    private static readonly Option<string?> Recording = new("--recording") { Description =
        "Column of the recording, where a subject has several.", HelpName = "column" };
    private static readonly Option<string?> Time = new("--time") { Description =
        "Column of the time, in seconds or as ISO 8601 dates: gaps end a recording, and the rate is checked.", HelpName = "column" };
    private static readonly Option<string?> Channels = new("--channels") { Description =
        "Columns of the channels. Default: all columns of numbers.", HelpName = "a,b,c" };
    private static readonly Option<string> SubjectPattern = new("--subject-pattern") { Description =
        "Pattern whose group in the name of a WAV file is the subject.", DefaultValueFactory = _ => "^(.*?)_nohash_",
            HelpName = "pattern" };
    private static readonly Option<string?> Negative = new("--negative") { Description =
        "The class that stands for nothing. Default: one named idle, background, unknown, none, other or silence.", HelpName = "class" };
    private static readonly Option<double> MinimumNegative = new("--minimum-negative") { Description =
        "The least share of that class among training windows.", DefaultValueFactory = _ => 0.3 };
    private static readonly Option<double> Window = new("--window") { Description = "Length of a window in seconds.",
        DefaultValueFactory = _ => 2, HelpName = "seconds" };
    private static readonly Option<double> Hop = new("--hop") { Description = "Seconds from window to window.",
        DefaultValueFactory = _ => 1, HelpName = "seconds" };
    private static readonly Option<SensorSplit> Split = new("--split") { Description =
        "What is kept apart between training, validation and test: subject, time, or random (with --leaky).",
        DefaultValueFactory = _ => SensorSplit.Subject };
    private static readonly Option<bool> Leaky = new("--leaky") { Description =
        "Allows --split random, whose splits share subjects and neighbouring windows." };
    private static readonly Option<double> FalseAccepts = new("--false-accepts") { Description =
        "False accepts an hour that thresholds are chosen for, on the validation streams.", DefaultValueFactory = _ => 6,
            HelpName = "per hour" };
    private static readonly Option<int> Smooth = new("--smooth") { Description = "Windows that a decision looks back on.",
        DefaultValueFactory = _ => 5 };
    private static readonly Option<int?> Votes = new("--votes") { Description =
        "Windows of these that must say one class. Default: their mean probability decides." };
    private static readonly Option<int> Trees = new("--trees") { Description = "Trees of the forest.", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Depth = new("--depth") { Description = "Depth of its trees.", DefaultValueFactory = _ => 8 };
    private static readonly Option<string> Hidden = new("--hidden") { Description = "Units of the network's hidden layers.",
        DefaultValueFactory = _ => "20,10", HelpName = "a,b" };
    private static readonly Option<int> Epochs = new("--epochs") { Description = "Passes of the network's training.",
        DefaultValueFactory = _ => 60 };
    private static readonly Option<double> Percentile = new("--percentile") { Description =
        "Share of values in percent that int8 ranges hold.", DefaultValueFactory = _ => 100 };
    private static readonly Option<int?> QuantizationAware = new("--quantization-aware") { Description =
        "Epochs in which the network is trained on with the rounding of int8 in view; the epoch nearest on validation is kept, or none. "
        + "Default: no such training.", HelpName = "epochs" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "The seed of all draws." };
    private static readonly Option<string?> Out = new("--out") { Description =
        "Folder for both models, their C, the features' scaling and the thresholds.", HelpName = "folder" };

    public static Command Create()
    {
        var command = new Command("embedded", "Small models of sensor streams and sound for microcontrollers, judged as streams.")
        {
            Input, Rate, Label, Subject, Recording, Time, Channels, SubjectPattern, Negative, MinimumNegative, Window, Hop, Split,
            Leaky, FalseAccepts, Smooth, Votes, Trees, Depth, Hidden, Epochs, Percentile, QuantizationAware,
            Seed, Out,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            int Run()
            {
                Print(parsed, EmbeddedComparing.Run(Options(parsed), new ConsoleEvents(), cancellationToken));
                return ExitCode.Ok;
            }

            // Only this training needs tensors.
            return parsed.GetValue(QuantizationAware) is null ? Task.Run(Run, cancellationToken) : TensorWork.RunAsync(Run);
        });
        return command;
    }

    private static EmbeddedOptions Options(ParseResult parsed)
    {
        var (path, split) = (parsed.GetValue(Input)!, parsed.GetValue(Split));
        var generated = path == GeneratedName && !Path.Exists(path);
        if (generated)
            IgnoredOptions.Refuse(parsed, [Rate, Label, Subject, Recording, Time, Channels, SubjectPattern, Negative],
                "is for recordings of yours");
        if (split == SensorSplit.Random && !parsed.GetValue(Leaky))
            throw new InputException("--split random puts neighbouring windows and the same subjects into all splits, so that "
                + "figures flatter: split "
                + "by subject or time, or add --leaky to see by how much");
        if (split != SensorSplit.Random) IgnoredOptions.Refuse(parsed, [Leaky], "is for --split random");
        int[] Units(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(u =>
            int.TryParse(u, NumberStyles.None, CultureInfo.InvariantCulture, out var units) ? units
                : throw new InputException($"--hidden holds '{u}'; expected numbers of units such as 20,10"))];
        return new EmbeddedOptions
        {
            Data = new SensorDataOptions
            {
                Path = generated ? null : path,
                SampleRate = parsed.GetValue(Rate),
                Label = parsed.GetValue(Label)!,
                Subject = parsed.GetValue(Subject),
                Recording = parsed.GetValue(Recording),
                Time = parsed.GetValue(Time),
                Channels = parsed.GetValue(Channels)?.Split(',',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
                SubjectPattern = parsed.GetValue(SubjectPattern)!,
            },
            Negative = parsed.GetValue(Negative),
            MinimumNegative = parsed.GetValue(MinimumNegative),
            Windows = new WindowOptions { Seconds = parsed.GetValue(Window), Hop = parsed.GetValue(Hop) },
            Split = split,
            FalseAcceptsPerHour = parsed.GetValue(FalseAccepts),
            Smoothing = new SmoothingOptions { Windows = parsed.GetValue(Smooth), Votes = parsed.GetValue(Votes) },
            Trees = parsed.GetValue(Trees),
            Depth = parsed.GetValue(Depth),
            HiddenUnits = Units(parsed.GetValue(Hidden)!),
            Epochs = parsed.GetValue(Epochs),
            Percentile = parsed.GetValue(Percentile),
            QuantizationAware = parsed.GetValue(QuantizationAware) is { } aware
                ? new QuantizationAwareOptions { Epochs = aware, Seed = parsed.GetValue(Seed) } : null,
            Seed = parsed.GetValue(Seed),
            Output = parsed.GetValue(Out),
        };
    }

    private static void Print(ParseResult parsed, EmbeddedResult result)
    {
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new
            {
                result.Classes, Negative = result.Classes[result.Negative], Minority = result.Classes[result.Minority], result.TrainWindows,
                result.TestWindows, result.IsLeaky, result.IsGenerated, result.Audit.Agreement, result.Audit.MinorityRecallDrop,
                    result.Files,
                Arms = result.Arms.Select(a => new
                {
                    a.Name, a.MacroRecall, MinorityRecall = a.Recalls[result.Minority], a.Recalls, a.Thresholds, a.FlashBytes,
                        a.MemoryBytes,
                    a.Multiplications, a.Events.FalseAcceptsPerHour, FalseAcceptInterval = a.Events.FalseAcceptInterval,
                    FalseAccepts = a.Events.FalseAccepts.Sum(), a.Events.Confusions, a.Events.NegativeHours, Events = a.Events.Events.Sum(),
                    a.Events.MissRate, a.Events.MedianLatency,
                }),
            });
            return;
        }

        if (result.IsGenerated) Terminal.Say("generated motion: nobody wore a sensor, and the figures are no measurement of any device");
        Terminal.WriteData($"model\tmacro recall\trecall of {result.Classes[result.Minority]}\tfalse accepts/h\tmissed\tlatency "
            + $"s\tflash B\tRAM B\tMACs\n");
        foreach (var arm in result.Arms)
        {
            var e = arm.Events;
            var interval = e.FalseAcceptInterval is { } i ? string.Create(CultureInfo.InvariantCulture, $" [{i.Lower:F1}, {i.Upper:F1}]")
                : "";
            Terminal.WriteData(string.Create(CultureInfo.InvariantCulture,
                $"{arm.Name}\t{arm.MacroRecall:F3}\t{arm.Recalls[result.Minority]:F3}\t{e.FalseAcceptsPerHour:F1}{interval}\t"
                + $"{e.MissRate:P0}\t"
                + $"{e.MedianLatency:F1}\t{arm.FlashBytes}\t{arm.MemoryBytes}\t{arm.Multiplications}\n"));
        }

        var audit = result.Audit;
        Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"int8 keeps the class of {audit.Agreement:P1} of {audit.Rows} test windows; recall of {result.Classes[audit.Minority]} "
            + $"{audit.RecallBefore[audit.Minority]:F3} before, {audit.RecallAfter[audit.Minority]:F3} after"));
        Terminal.Say("MACs of a forest are the most comparisons of a window; latency is the median from the beginning of an event");
        if (audit.MinorityRecallDrop > 0.02)
            Terminal.Say("warning: int8 costs the rarest class more than 0.02 recall: record more of it, clip outliers with "
                + "--percentile 99.9, or train with int8 in view (--quantization-aware 20)");
        foreach (var file in result.Files) Terminal.Say($"written: {file}");
    }
}
