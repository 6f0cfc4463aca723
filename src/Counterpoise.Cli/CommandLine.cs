using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.Json;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.Jobs;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.Verbs;
using Counterpoise.Data;
using Counterpoise.Options;
using Counterpoise.Workflows.Tables;
using Counterpoise.Workflows;

namespace Counterpoise.Cli;

/// <summary>Builds the command tree, merges the configuration file, runs the verb and turns exceptions into exit codes.</summary>
internal static class CommandLine
{
    // Options that verbs share are shared by their trees too: there is one.
    private static readonly Lazy<RootCommand> Root = new(Build);

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments after the program's name.</param>
    /// <param name="cancellationToken">Asks the verb to stop, as a signal does.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken = default)
    {
        // What there is to say, the process that has started this one says.
        Terminal.IsSilent = ComparisonJobs.IsWorker;
        TableSamplers.Register();
        ParseResult? parsed = null;
        try
        {
            var root = CreateRoot();
            var merged = RunConfiguration.Merge(root, YamlConfiguration.Merge(root, args));
            parsed = Parse(root, merged);
            ParseFaults.RequireOnce(parsed);
            ParseFaults.RequireKnownOptions(parsed, merged);
            if (parsed.Errors.Count == 0 && parsed.GetValue(SharedOptions.DryRun))
            {
                return DryRun.Run(parsed);
            }

            if (parsed.Action is ParseErrorAction mistake)
            {
                // The mistake is what matters, and a page of options would push it out of sight.
                mistake.ShowHelp = args.Length == 0;
            }

            using var stop = new StopSignals(cancellationToken);
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, Output = parsed.Errors.Count == 0 || args.Length == 0 ? Terminal.Out : TextWriter.Null,
                Error = parsed.Errors.Count == 0 ? Terminal.Err : TextWriter.Null }, stop.Token);
            if (parsed.Errors.Count == 0)
            {
                return code;
            }

            LetFirstRankSpeak();
            Terminal.Say(ParseFaults.ForPeople(parsed.Errors));
            Terminal.Say($"{string.Join(' ', ["counterpoise", .. Verb(parsed.CommandResult)])} --help lists what there is");
            return ExitCode.BadInput;
        }
        catch (Exception exception)
        {
            LetFirstRankSpeak();
            return Report(exception, parsed);
        }
    }

    /// <summary>Parses words as they stand: a name that begins with @ is no file of options.</summary>
    internal static ParseResult Parse(RootCommand root, IReadOnlyList<string> args) =>
        root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The tree of verbs; it is the same for every line.</summary>
    internal static RootCommand CreateRoot() => Root.Value;

    private static RootCommand Build()
    {
        var root = new RootCommand(
            "Counterpoise: learning under class imbalance. Profile your data, compare methods side by side, read an honest report, ship "
            + "the model.")
        {
            SharedOptions.Json,
            SharedOptions.Config,
            SharedOptions.DryRun,
        };
        root.Add(InfoVerb.Create());
        root.Add(CompletionVerb.Create());
        root.Add(ProfileVerb.Create());
        root.Add(AuditLabelsVerb.Create());
        root.Add(ExplainVerb.Create());
        root.Add(ResampleVerb.Create());
        root.Add(EvaluateVerb.Create());
        root.Add(ExportVerb.Create());
        root.Add(MethodsVerb.Create());
        root.Add(CompareVerb.Create());
        root.Add(TrainVerb.Create());
        root.Add(FineTuneVerb.Create());
        root.Add(SearchVerb.Create());
        root.Add(PredictVerb.Create());
        root.Add(FragilityVerb.Create());
        root.Add(SolveVerb.Create());
        root.Add(WatchVerb.Create());
        root.Add(FederateVerb.Create());
        root.Add(MixtureVerb.Create());
        root.Add(FewShotVerb.Create());
        root.Add(HyperspectralVerb.Create());
        root.Add(GraphVerb.Create());
        root.Add(EmbeddedVerb.Create());
        root.Add(PipelineVerb.Create());
        root.Add(McpVerb.Create());
        root.Add(ReportVerb.Create());
        root.Add(ServeVerb.Create());
        root.Add(DemoVerb.Create());
        HelpGroups.Use(root);
        EnumNames.Use(root);
        return root;
    }

    /// <summary>The words of a verb below the program's name, such as federate and server.</summary>
    internal static string[] Verb(CommandResult result) => result.Command is RootCommand ? []
        : [.. result.Parent is CommandResult parent ? Verb(parent) : [], result.Command.Name];

    /// <summary>
    /// A mistake in the command line is every rank's: mpirun ends the others when rank 0 has told it, and they tell it only where rank 0
    /// has not made it.
    /// </summary>
    private static void LetFirstRankSpeak()
    {
        if (Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_RANK") is { Length: > 0 } and not "0")
        {
            Thread.Sleep(TimeSpan.FromSeconds(2));
        }
    }

    private static int Report(Exception exception, ParseResult? parsed)
    {
        Terminal.Error(Describe(exception, parsed));
        return ExitCode.Of(Cause(exception));
    }

    /// <summary>What went wrong, for people.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="parsed">The command line, of whose verb a message may name options; null where it is not known.</param>
    internal static string Describe(Exception exception, ParseResult? parsed = null)
    {
        var cause = Cause(exception);
        return ExitCode.Of(cause) switch
        {
            ExitCode.Cancelled => KeptWork.Describe(cause, parsed),
            ExitCode.BadInput => cause is JsonException ? $"not valid JSON: {cause.Message}"
                : ForPeople(cause, parsed?.CommandResult.Command),
            _ => Environment.GetEnvironmentVariable("COUNTERPOISE_TRACE") == "1" ? cause.ToString()
                : $"{cause.GetType().Name}: {cause.Message} (set COUNTERPOISE_TRACE=1 for the stack trace)",
        };
    }

    private static Exception Cause(Exception exception) => exception is AggregateException { InnerExceptions.Count: 1 } aggregate
        ? aggregate.InnerException! : exception;

    /// <summary>
    /// The message without names of C#, which mean nothing on a command line, and with the option for the member that does the same.
    /// </summary>
    internal static string ForPeople(Exception cause, Command? verb = null) => cause switch
    {
        InvalidOptionsException options => OptionNames.Describe(options, verb),
        TableFormatException table => TableFaults.Describe(table).ToString(),
        _ => OptionNames.Word(InputFault.Text(cause)),
    };
}
