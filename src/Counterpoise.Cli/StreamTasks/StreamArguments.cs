using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Streams;

namespace Counterpoise.Cli.StreamTasks;

/// <summary>What the verbs of all kinds of data do with streams; options of tables say how one is read and ordered.</summary>
internal static class StreamArguments
{
    private static readonly StreamDataOptions Defaults = new() { Path = "" };

    private static readonly Option<int> Window = new("--window") { Description =
        "With --stream: rows of a window. The first one is learned from and not judged.", DefaultValueFactory = _ => Defaults.Window,
            HelpName = "rows" };
    private static readonly Option<int> KnownAfter = new("--known-after") { Description =
        "With --stream: rows that go by before the class of a row is known.", HelpName = "rows" };
    private static readonly Option<int> Members = new("--members") { Description =
        "With --stream: members of the ensemble that learns online.", DefaultValueFactory = _ => 15, HelpName = "count" };

    /// <summary>Says that a table is a stream.</summary>
    public static Option<bool> Stream { get; } = new("--stream") { Description =
        "The rows of the table come one after the other, in the order of the file or of --time: each is predicted before it is learned "
        + "from." };

    /// <summary>The options of streams alone.</summary>
    public static Option[] Options { get; } = [Stream, Window, KnownAfter, Members];

    /// <summary>The options of tables that mean the same for streams.</summary>
    public static Option[] OfTables { get; } = [.. TableOptions.Reading, .. TableOptions.Splitting];

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command) => HelpGroups.Add(command, "Streams", Options);

    /// <summary>Whether the command line says that the data are a stream; what is only for one is refused where they are not.</summary>
    public static bool IsAsked(ParseResult parsed)
    {
        if (!parsed.CommandResult.Command.Options.Contains(Stream))
            return false;
        if (parsed.GetValue(Stream))
            return true;
        IgnoredOptions.Refuse(parsed, [Window, KnownAfter, Members], "is for streams, and --stream is not given");
        return false;
    }

    /// <summary>Profiles a stream over time.</summary>
    public static int Profile(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        IgnoredOptions.Refuse(parsed, [Members, KnownAfter], "is for learning, and a profile learns nothing");
        StreamOutput.Write(StreamProfiling.Run(Data(parsed, path), new ConsoleEvents(), cancellationToken),
            parsed.GetValue(SharedOptions.Json));
        return ExitCode.Ok;
    }

    /// <summary>Trains online and keeps the model.</summary>
    public static int Train(ParseResult parsed, string path, string method, string? output, ulong seed, bool resumes,
        CancellationToken cancellationToken)
    {
        if (resumes && output is null)
            throw new InputException("--resume goes on with the model in --out, which is not given");
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileNameWithoutExtension(path)}-online-{method.Replace('/', '+')}-{seed}.cpm");
        var result = StreamTraining.Run(new StreamTrainingOptions
        {
            Data = Data(parsed, path),
            Output = output ?? Path.Combine("runs", name),
            Method = method,
            Members = parsed.GetValue(Members),
            Seed = seed,
            Resumes = resumes,
            CommandLine = CommandText.Of(parsed.Tokens.Select(t => t.Value)),
        }, new ConsoleEvents(), cancellationToken);
        StreamOutput.Write(result, parsed.GetValue(SharedOptions.Json));
        return ExitCode.Ok;
    }

    /// <summary>Compares methods on one stream, into a folder.</summary>
    public static int Compare(ParseResult parsed, IReadOnlyList<string> inputs, Func<StreamDataOptions, StreamComparingOptions> read,
        CancellationToken cancellationToken)
    {
        if (inputs is not [var path])
            throw new InputException($"streams are compared one at a time; found {inputs.Count}");
        var options = read(Data(parsed, path)) with { Members = parsed.GetValue(Members) };
        OutputPath.RequireOther(Path.Combine(options.Folder, "report.html"), path);
        var result = StreamComparing.Run(options, new ConsoleEvents(), cancellationToken);
        StreamOutput.Write(result, options.Folder, parsed.GetValue(SharedOptions.Json));
        return ExitCode.Ok;
    }

    private static StreamDataOptions Data(ParseResult parsed, string path) => new()
    {
        Path = path,
        Reading = TableOptions.Read(parsed, path),
        Lenient = parsed.GetValue(TableOptions.Lenient),
        Window = parsed.GetValue(Window),
        KnownAfter = parsed.GetValue(KnownAfter),
    };
}
