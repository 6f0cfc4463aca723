using System.CommandLine;
using System.Globalization;
using System.Text;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Files;
using Counterpoise.Graph.Imbalance;
using Counterpoise.Graph.TimeAware;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Graphs;

namespace Counterpoise.Cli.GraphTasks;

/// <summary>
/// What the verbs of all kinds of data do with graphs. Columns are those of tables: <c>--target</c> is the class of a node. Columns of
/// other names, single arms and longer training are for <c>counterpoise graph</c>.
/// </summary>
internal static class GraphArguments
{
    /// <summary>The options of graphs alone.</summary>
    public static Option[] Options { get; } = [GraphOptions.Nodes, GraphOptions.Id, GraphOptions.Relation, GraphOptions.Directed,
        GraphOptions.Merge, GraphOptions.Unknown, GraphOptions.Events, GraphOptions.Labels, GraphOptions.Delay];

    /// <summary>The options of tables that mean the same for the nodes of a graph.</summary>
    public static Option[] OfTables { get; } = [TableOptions.Target, TableOptions.PositiveWhen, TableOptions.Exclude, TableOptions.Time];

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command) => HelpGroups.Add(command, "Graphs", Options);

    /// <summary>Adds the options of events to a verb that trains on nothing else.</summary>
    public static Option[] OfEvents { get; } = [GraphOptions.Events, GraphOptions.Labels, GraphOptions.Delay];

    /// <summary>The options of training on nodes alone.</summary>
    public static Option[] OfNodeTraining { get; } = [GraphOptions.Method, GraphOptions.Inductive];

    /// <summary>How files of nodes and edges are read, which a model keeps.</summary>
    public static Option[] RememberedByModels { get; } = [GraphOptions.Id, GraphOptions.Label, GraphOptions.PositiveWhen,
        GraphOptions.Unknown, GraphOptions.Time, GraphOptions.Exclude, GraphOptions.Source, GraphOptions.Target, GraphOptions.Relation,
        GraphOptions.Directed, GraphOptions.Merge];

    /// <summary>Whether the command line says that the data are a graph.</summary>
    public static bool IsAsked(ParseResult parsed)
    {
        var options = parsed.CommandResult.Command.Options;
        return (options.Contains(GraphOptions.Events) && parsed.GetValue(GraphOptions.Events) is not null)
            || (options.Contains(GraphOptions.Nodes) && parsed.GetValue(GraphOptions.Nodes) is not null);
    }

    /// <summary>Profiles a graph.</summary>
    public static int Profile(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        GraphOutput.Write(GraphProfiling.Run(Data(parsed, path), new ConsoleEvents(), cancellationToken),
            parsed.GetValue(SharedOptions.Json));
        return ExitCode.Ok;
    }

    /// <summary>Compares graph networks with their cheap rivals, into a folder.</summary>
    public static int Compare(ParseResult parsed, IReadOnlyList<string> inputs, string folder, string[]? seeds,
        CancellationToken cancellationToken)
    {
        if (inputs is not [var path])
        {
            throw new InputException($"graphs are compared one at a time; found {inputs.Count}");
        }

        var data = Data(parsed, path);
        var options = new GraphComparingOptions
        {
            Data = data,
            Folder = folder,
            CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        };
        OutputPath.RequireOther(Path.Combine(folder, "report.html"), path);
        var result = GraphComparing.Run(seeds is null ? options : options with { Seeds = SeedList.Parse(seeds) }, new ConsoleEvents(),
            cancellationToken);
        GraphOutput.Write(result, parsed.GetValue(SharedOptions.Json));
        Terminal.Say($"report: {Path.Combine(folder, "report.html")}");
        return ExitCode.Ok;
    }

    /// <summary>Trains the time-aware network on events, or GraphSAGE on the nodes of a graph that does not change.</summary>
    public static int Train(ParseResult parsed, string path, string method, string? output, ulong seed,
        CancellationToken cancellationToken)
    {
        var data = Data(parsed, path);
        if (data.Events is null)
        {
            IgnoredOptions.Refuse(parsed, [GraphOptions.Labels, GraphOptions.Delay], "is for events in time");
            var file = output ?? Path.Combine("runs", string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileNameWithoutExtension(path)}-{method.Replace('/', '+')}-{seed}.safetensors"));
            GraphOutput.Write(NodeModelTraining.Run(data, method, new NodeOptions(), file, seed,
                parsed.GetValue(GraphOptions.Inductive), new ConsoleEvents(), cancellationToken), parsed.GetValue(SharedOptions.Json));
            return ExitCode.Ok;
        }

        var model = output ?? Path.Combine("runs", string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileNameWithoutExtension(path)}-time-aware-{seed}.safetensors"));
        GraphOutput.Write(GraphTraining.Run(data, new TimeAwareOptions(), model, seed, new ConsoleEvents(), cancellationToken),
            parsed.GetValue(SharedOptions.Json));
        return ExitCode.Ok;
    }

    /// <summary>Scores events as a stream would, or predicts the nodes of a graph.</summary>
    public static int Predict(ParseResult parsed, string model, IReadOnlyList<string> inputs, PredictionFormat? asked, string? file,
        CancellationToken cancellationToken)
    {
        if (inputs is not [var path])
        {
            throw new InputException($"'{model}' is a model of graphs, and {inputs.Count} files are given: give one at a time");
        }

        if (file is not null)
        {
            OutputPath.RequireOther(file, model, path);
        }

        if (NodePredicting.Is(model))
        {
            IgnoredOptions.Refuse(parsed, [DecisionArguments.PriorOption],
                "is for models of tables and images, and one of nodes decides by a threshold of its own");
            return WriteNodes(NodePredicting.Run(model, path, parsed.GetValue(GraphOptions.Nodes),
                DecisionArguments.Read(parsed).Threshold, new ConsoleEvents(), cancellationToken), parsed, asked, file);
        }

        IgnoredOptions.Refuse(parsed, [GraphOptions.Nodes, .. DecisionArguments.OfPredictions],
            "is for classes of nodes, and a model of events in time gives scores");
        var found = GraphPredicting.Run(GraphPredicting.DataOf(model, path), model, null, new ConsoleEvents(), cancellationToken);
        var isJson = PredictionTable.IsJson(parsed, asked, file);
        if (file is not null)
        {
            var scores = found.ToArray();
            AtomicFile.WriteText(file, isJson ? Terminal.ToJson(scores) + "\n" : Csv(scores));
            Terminal.Say($"{scores.Length} scores: {file}");
        }
        else if (asked == PredictionFormat.Csv)
        {
            Terminal.WriteData(Csv(found).TrimEnd('\n'));
        }
        else
        {
            GraphOutput.Write(found, isJson);
        }

        return ExitCode.Ok;
    }

    private static int WriteNodes(IReadOnlyList<NodePrediction> found, ParseResult parsed, PredictionFormat? asked, string? file)
    {
        var isJson = PredictionTable.IsJson(parsed, asked, file);
        if (file is not null)
        {
            AtomicFile.WriteText(file, isJson ? Terminal.ToJson(found) + "\n" : Csv(found));
            Terminal.Say($"{found.Count} {(found.Count == 1 ? "prediction" : "predictions")}: {file}");
        }
        else if (asked == PredictionFormat.Csv || (!isJson && Terminal.IsDataRedirected))
        {
            Terminal.WriteData(Csv(found).TrimEnd('\n'));
        }
        else
        {
            GraphOutput.Write(found, isJson);
        }

        return ExitCode.Ok;
    }

    private static string Csv(IReadOnlyList<NodePrediction> predictions)
    {
        var text = new StringBuilder("node,class,probability,neighbors\n");
        foreach (var p in predictions)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{CsvField.Of(p.Node)},{CsvField.Of(p.Class)},{p.Probability:0.000000},{p.Neighbors}\n");
        }

        return text.ToString();
    }

    private static string Csv(IEnumerable<GraphPrediction> predictions)
    {
        var text = new StringBuilder("event,time,score,relation,weight,earlier_event\n");
        foreach (var p in predictions)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{p.Event},{p.Time},{p.Score:0.000000},{p.Relation},{p.Weight:0.0000},{(p.Earlier < 0 ? "" : p.Earlier)}\n");
        }

        return text.ToString();
    }

    private static GraphDataOptions Data(ParseResult parsed, string path) => new()
    {
        Data = path,
        Events = parsed.GetValue(GraphOptions.Events),
        Nodes = parsed.GetValue(GraphOptions.Nodes),
        Id = parsed.GetValue(GraphOptions.Id)!,
        Label = parsed.GetValue(TableOptions.Target),
        PositiveWhen = parsed.GetValue(TableOptions.PositiveWhen),
        UnknownLabels = Lists.Of(parsed.GetValue(GraphOptions.Unknown)),
        Time = parsed.GetValue(TableOptions.Time),
        Exclude = Lists.Of(parsed.GetValue(TableOptions.Exclude)),
        Relation = parsed.GetValue(GraphOptions.Relation),
        Directed = parsed.GetValue(GraphOptions.Directed),
        MergeDuplicates = parsed.GetValue(GraphOptions.Merge),
        Labels = parsed.GetValue(GraphOptions.Labels),
        DelayDays = parsed.GetValue(GraphOptions.Delay),
    };
}
