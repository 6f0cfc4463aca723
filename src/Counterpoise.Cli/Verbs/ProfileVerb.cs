using System.CommandLine;
using Counterpoise.Cli.GraphTasks;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.MultiLabelTasks;
using Counterpoise.Cli.RegressionTasks;
using Counterpoise.Cli.StreamTasks;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise profile</c>: how bad the imbalance is, what to do, and what not to do.</summary>
internal static class ProfileVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("data") { Description = "A table, images as for train, a graph, or a stream with --stream." };
        var command = new Command("profile", "How bad the imbalance is, what to do, and what not to do.") { input };
        TableProfileOutput.AddTo(command);
        RegressionArguments.AddTo(command);
        MultiLabelArguments.AddTo(command);
        Option[] ofTables = [.. command.Options];
        ImageProfileOutput.AddTo(command);
        Option[] ofImages = [.. command.Options.Except(ofTables)];
        GraphArguments.AddTo(command);
        StreamArguments.AddTo(command);
        Func<ParseResult, CancellationToken, Task<int>> With(Func<ParseResult, string, CancellationToken, int> run) =>
            (parsed, cancellationToken) => Task.Run(() => run(parsed, parsed.GetValue(input)!, cancellationToken), cancellationToken);
        new DataArms(parsed => parsed.GetValue(input), parsed => DataArms.Recognizer(parsed, parsed.GetValue(input)!),
            new DataArm(DataTasks.Streams, With(StreamArguments.Profile)) { Own = StreamArguments.Options,
                Shared = StreamArguments.OfTables },
            new DataArm(DataTasks.Graphs, With(GraphArguments.Profile)) { Own = GraphArguments.Options, Shared = GraphArguments.OfTables },
            new DataArm(DataTasks.Labels, With(OfLabels)) { Shared = ofTables },
            new DataArm(DataTasks.Numbers, With(OfNumbers)) { Shared = ofTables },
            new DataArm(DataTasks.Images, With(ImageProfileOutput.Run)) { Own = ofImages },
            new DataArm(DataTasks.Tables, With(TableProfileOutput.Run)) { Own = ofTables }).Use(command);
        return command;
    }

    private static int OfLabels(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        RegressionArguments.RefuseRegression(parsed, "several labels are named");
        IgnoredOptions.Refuse(parsed, [TableArguments.Advisor, TableOptions.PositiveWhen, LargeProfileOutput.Memory],
            "is for one class a row, and several labels are named");
        return MultiLabelArguments.Profile(parsed, path, cancellationToken);
    }

    private static int OfNumbers(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        IgnoredOptions.Refuse(parsed, [TableArguments.Advisor, TableOptions.PositiveWhen, LargeProfileOutput.Memory],
            "is for classes, and --task is regression");
        return RegressionArguments.Profile(parsed, path, cancellationToken);
    }
}
