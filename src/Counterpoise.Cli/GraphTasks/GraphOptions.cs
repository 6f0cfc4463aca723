using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Graph.Imbalance;
using Counterpoise.Graph.TimeAware;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Graphs;

namespace Counterpoise.Cli.GraphTasks;

/// <summary>The options of <c>counterpoise graph</c>.</summary>
internal static class GraphOptions
{
    public static Option<EventLayout?> Events { get; } = new("--events") { Description =
        "The data are events in time: ratings (source, target, rating, time) or card (Time, V1 to V28, Amount, Class)." };

    public static Option<string?> Nodes { get; } = new("--nodes") { Description = "Table of nodes beside a table of edges.",
        HelpName = "file" };

    public static Option<string> Id { get; } = Column("--id", "Column of a node's name.", "id");

    public static Option<string?> Label { get; } = new("--label") { Description = "Column of a node's class.", HelpName = "column" };

    public static Option<string?> PositiveWhen { get; } = new("--positive-when") { Description =
        "Which numbers of the class are the positive one, such as '>0'.", HelpName = "rule" };

    public static Option<string[]> Unknown { get; } = List("--unknown", "Texts that stand for an unknown class.", "text");

    public static Option<string?> Time { get; } = new("--time") { Description = "Column of a node's time.", HelpName = "column" };

    public static Option<string[]> Exclude { get; } = List("--exclude", "Columns of nodes that are no features.", "column");

    public static Option<string> Source { get; } = Column("--source", "Column of an edge's source.", "source");

    public static Option<string> Target { get; } = Column("--target", "Column of an edge's target.", "target");

    public static Option<string?> Relation { get; } = new("--relation") { Description = "Column of an edge's relation.",
        HelpName = "column" };

    public static Option<bool> Directed { get; } = new("--directed") { Description = "Edges go one way, from source to target." };

    public static Option<bool> Merge { get; } = new("--merge-duplicates") { Description = "An edge that stands twice counts once." };

    public static Option<LabelMode> Labels { get; } = new("--labels") { Description =
        "Labels that features of events may rest on: none, past-known, or leaky (shows a leak).",
            DefaultValueFactory = _ => LabelMode.PastKnown };

    public static Option<double> Delay { get; } = new("--delay") { Description = "Days until a label is known.", HelpName = "days" };

    public static Option<string[]> Seeds { get; } = List("--seeds", "Seeds of compare. " + SeedList.Help, "seed");

    public static Option<ulong> Seed { get; } = new("--seed") { Description = "Seed of train.", DefaultValueFactory = _ => 1,
        HelpName = "number" };

    public static Option<string[]> Arms { get; } = List("--arms", "Graph networks to compare; all where left out.", "arm");

    public static Option<string> Method { get; } = new("--method") { Description =
        $"Method of train on nodes: {NodeMethods.Default}, or {NodeMethods.Default}/ and words of {string.Join(", ", NodeMethods.Words)}.",
            DefaultValueFactory = _ => NodeMethods.Default, HelpName = "method" };

    public static Option<bool> Inductive { get; } = new("--inductive") { Description =
        "Train on nodes without the edges of test nodes, so that these are judged as nodes that came later." };

    public static Option<int?> Epochs { get; } = new("--epochs") { Description = "Most epochs of a network.", HelpName = "count" };

    public static Option<int?> Width { get; } = new("--width") { Description = "Width of the networks.", HelpName = "count" };

    public static Option<int> Topologies { get; } = new("--topologies") { Description = "Made-up networks of apps a seed.",
        DefaultValueFactory = _ => 100, HelpName = "count" };

    public static Option<int> Windows { get; } = new("--windows") { Description = "Windows of each.", DefaultValueFactory = _ => 40,
        HelpName = "count" };

    public static Option<double> Share { get; } = new("--conflict-share") { Description = "Share of windows with a conflict.",
        DefaultValueFactory = _ => 0.1, HelpName = "share" };

    public static Option<double> Hidden { get; } = new("--hidden-share") { Description = "Share of influences that nobody knows.",
        DefaultValueFactory = _ => 0.3, HelpName = "share" };

    public static Option<string?> Model { get; } = new("--model") { Description = "Model: train writes it, predict reads it.",
        HelpName = "file.safetensors" };

    public static Option<string?> Snapshot { get; } = new("--snapshot") { Description = "Keep the scorer's state after predict.",
        HelpName = "file" };

    public static Option<string?> Out { get; } = new("--out") { Description =
        "Folder of compare's comparison.json, report.html and finished arms, from which an interrupted comparison goes on.",
        HelpName = "folder" };

    public static Option<string?> Report { get; } = new("--report") { Description = "Write compare's report: one HTML file.",
        HelpName = "file.html" };

    public static void AddTo(Command command)
    {
        HelpGroups.Add(command, "Nodes and edges", Nodes, Id, Label, PositiveWhen, Unknown, Time, Exclude, Source, Target, Relation,
            Directed, Merge);
        HelpGroups.Add(command, "Events in time", Events, Labels, Delay);
        HelpGroups.Add(command, "Networks of apps", Topologies, Windows, Share, Hidden);
        HelpGroups.Add(command, "Training", Seeds, Seed, Arms, Method, Inductive, Epochs, Width);
        HelpGroups.Add(command, "Files", Model, Snapshot, Out, Report);
    }

    public static GraphDataOptions Data(ParseResult parsed, string data) => new()
    {
        Data = data, Events = parsed.GetValue(Events), Nodes = parsed.GetValue(Nodes), Id = parsed.GetValue(Id)!,
            Label = parsed.GetValue(Label),
        PositiveWhen = parsed.GetValue(PositiveWhen), UnknownLabels = Lists.Of(parsed.GetValue(Unknown)), Time = parsed.GetValue(Time),
        Exclude = Lists.Of(parsed.GetValue(Exclude)), Source = parsed.GetValue(Source)!, Target = parsed.GetValue(Target)!,
        Relation = parsed.GetValue(Relation), Directed = parsed.GetValue(Directed), MergeDuplicates = parsed.GetValue(Merge),
        Labels = parsed.GetValue(Labels), DelayDays = parsed.GetValue(Delay),
    };

    public static GraphComparingOptions Comparing(ParseResult parsed, string data) => new()
    {
        Data = Data(parsed, data), Seeds = SeedList.Parse(parsed.GetValue(Seeds) is { Length: > 0 } seeds ? seeds : ["1,2,3,4,5,6"]),
        Arms = Lists.Of(parsed.GetValue(Arms)), Epochs = parsed.GetValue(Epochs), Width = parsed.GetValue(Width),
        Topologies = parsed.GetValue(Topologies), Windows = parsed.GetValue(Windows), ConflictShare = parsed.GetValue(Share),
        HiddenShare = parsed.GetValue(Hidden), Report = parsed.GetValue(Report), Folder = parsed.GetValue(Out),
            CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
    };

    /// <summary>The network of nodes.</summary>
    public static NodeOptions NodeNetwork(ParseResult parsed)
    {
        var plain = new NodeOptions();
        var options = plain with { Epochs = parsed.GetValue(Epochs) ?? plain.Epochs, Width = parsed.GetValue(Width) ?? plain.Width };
        options.Validate();
        return options;
    }

    public static TimeAwareOptions Network(ParseResult parsed)
    {
        var plain = new TimeAwareOptions();
        var options = plain with { Epochs = parsed.GetValue(Epochs) ?? plain.Epochs, Width = parsed.GetValue(Width) ?? plain.Width };
        options.Validate();
        return options;
    }

    private static Option<string> Column(string name, string description, string value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "column" };

    private static Option<string[]> List(string name, string description, string help) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, HelpName = help };
}
