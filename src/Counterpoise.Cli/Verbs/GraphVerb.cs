using System.CommandLine;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.GraphTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Graphs;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise graph compare ratings.csv --events ratings</c>: profile, train, predict and compare on graphs.</summary>
internal static class GraphVerb
{
    public static Command Create()
    {
        var action = new Argument<GraphAction>("action") { Description = "profile, train, predict or compare." };
        var data = new Argument<string>("data") { Description =
            "A .npz archive, a table of edges (with --nodes), a table of events (with --events), or conflicts for made-up networks of "
                + "apps." };
        var command = new Command("graph",
            "Graphs with a rare class: how bad the imbalance is, and whether a graph network beats boosting.") { action, data };
        GraphOptions.AddTo(command);
        KeptWork.In(command, parsed => parsed.GetValue(GraphOptions.Out), "cells");
        command.SetAction((parsed, cancellationToken) => TensorWork.RunAsync(() =>
            Run(parsed, parsed.GetValue(action), parsed.GetValue(data)!, cancellationToken)));
        DryRun.Check(command, parsed =>
        {
            GraphOptions.Network(parsed);
            GraphOptions.Comparing(parsed, parsed.GetValue(data)!);
        });
        return command;
    }

    private static int Run(ParseResult parsed, GraphAction action, string data, CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(SharedOptions.Json);
        if (action != GraphAction.Compare)
        {
            IgnoredOptions.Refuse(parsed, [GraphOptions.Arms, GraphOptions.Seeds, GraphOptions.Report, GraphOptions.Out,
                GraphOptions.Topologies,
                GraphOptions.Windows, GraphOptions.Share, GraphOptions.Hidden],
                "is for graph compare");
        }

        switch (action)
        {
            case GraphAction.Profile:
                GraphOutput.Write(GraphProfiling.Run(GraphOptions.Data(parsed, data), new ConsoleEvents(), cancellationToken), json);
                break;
            case GraphAction.Train:
                Train(parsed, data, json, cancellationToken);
                break;
            case GraphAction.Predict:
                Predict(parsed, data, json, cancellationToken);
                break;
            default:
                GraphOutput.Write(GraphComparing.Run(GraphOptions.Comparing(parsed, data), new ConsoleEvents(), cancellationToken), json);
                break;
        }

        return ExitCode.Ok;
    }

    private static void Train(ParseResult parsed, string data, bool json, CancellationToken cancellationToken)
    {
        var (options, model, seed) = (GraphOptions.Data(parsed, data), Model(parsed, "where the model goes"),
            parsed.GetValue(GraphOptions.Seed));
        if (options.Events is null)
        {
            IgnoredOptions.Refuse(parsed, [GraphOptions.Labels, GraphOptions.Delay, GraphOptions.Snapshot], "is for events in time");
            GraphOutput.Write(NodeModelTraining.Run(options, parsed.GetValue(GraphOptions.Method)!, GraphOptions.NodeNetwork(parsed), model,
                seed, parsed.GetValue(GraphOptions.Inductive), new ConsoleEvents(), cancellationToken), json);
            return;
        }

        IgnoredOptions.Refuse(parsed, GraphArguments.OfNodeTraining, "is for nodes, and events in time have one network, split by time");
        GraphOutput.Write(GraphTraining.Run(options, GraphOptions.Network(parsed), model, seed, new ConsoleEvents(), cancellationToken),
            json);
    }

    private static void Predict(ParseResult parsed, string data, bool json, CancellationToken cancellationToken)
    {
        var model = Model(parsed, "which model scores");
        IgnoredOptions.Refuse(parsed, [.. GraphArguments.OfNodeTraining, GraphOptions.Seed, GraphOptions.Epochs, GraphOptions.Width],
            "is for graph train");
        if (NodePredicting.Is(model))
        {
            IgnoredOptions.Refuse(parsed, GraphArguments.RememberedByModels,
                "is what the model keeps of its training, and files are read as they were then");
            IgnoredOptions.Refuse(parsed, [.. GraphArguments.OfEvents, GraphOptions.Snapshot],
                "is for events in time, and this is a model of the nodes of a graph");
            GraphOutput.Write(NodePredicting.Run(model, data, parsed.GetValue(GraphOptions.Nodes), null,
                new ConsoleEvents(), cancellationToken), json);
            return;
        }

        GraphOutput.Write(GraphPredicting.Run(GraphOptions.Data(parsed, data), model, parsed.GetValue(GraphOptions.Snapshot),
            new ConsoleEvents(), cancellationToken), json);
    }

    private static string Model(ParseResult parsed, string what) =>
        parsed.GetValue(GraphOptions.Model) ?? throw new InputException($"say {what} with --model file.safetensors");
}
