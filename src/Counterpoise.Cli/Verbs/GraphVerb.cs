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
                GraphOutput.Write(GraphTraining.Run(
                    GraphOptions.Data(parsed, data), GraphOptions.Network(parsed), Model(parsed, "where the model goes"),
                        parsed.GetValue(GraphOptions.Seed), new ConsoleEvents(), cancellationToken), json);
                break;
            case GraphAction.Predict:
                GraphOutput.Write(GraphPredicting.Run(
                    GraphOptions.Data(parsed, data), Model(parsed, "which model scores"), parsed.GetValue(GraphOptions.Snapshot),
                        new ConsoleEvents(), cancellationToken), json);
                break;
            default:
                GraphOutput.Write(GraphComparing.Run(GraphOptions.Comparing(parsed, data), new ConsoleEvents(), cancellationToken), json);
                break;
        }

        return ExitCode.Ok;
    }

    private static string Model(ParseResult parsed, string what) =>
        parsed.GetValue(GraphOptions.Model) ?? throw new InputException($"say {what} with --model file.safetensors");
}
