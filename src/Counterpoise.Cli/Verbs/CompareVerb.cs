using System.CommandLine;
using Counterpoise.Cli.GraphTasks;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.MultiLabelTasks;
using Counterpoise.Cli.RegressionTasks;
using Counterpoise.Cli.StreamTasks;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise compare</c>: methods side by side on the same splits, with a report.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        var inputs = new Argument<string[]>("data") { Description =
            "Images as for train; or tables, folders of tables, or KEEL folders with their official folds; or a graph; or a stream with "
            + "--stream.",
            Arity = ArgumentArity.OneOrMore };
        var folder = new Option<string>("--out") { Description =
            "Folder of cells, comparison.json and report.html; finished cells in it are not computed again.",
            DefaultValueFactory = _ => Path.Combine("runs", "compare"), HelpName = "folder" };
        var command = new Command("compare", "Methods side by side on the same splits, with ranks, tests and a report.") { inputs, folder };
        KeptWork.In(command, parsed => parsed.GetValue(folder), "cells");
        TableComparisonArguments.AddTo(command);
        MethodArguments.AddTo(command, variants: true);
        RegressionArguments.AddTo(command, RegressionArguments.OfComparisons);
        MultiLabelArguments.AddTo(command);
        Option[] ofTables = [.. command.Options];
        ImageComparingArguments.AddTo(command, inputs);
        Option[] ofImages = [.. command.Options.Except(ofTables)];
        GraphArguments.AddTo(command);
        StreamArguments.AddTo(command);
        new DataArms(parsed => parsed.GetValue(inputs) is [var first, ..] ? first : null,
            parsed =>
            {
                DataSource[] sources = [.. parsed.GetValue(inputs)!.Select(p => DataArms.Source(parsed, p))];
                return task => task.RecognizesAll(sources);
            },
            new DataArm(DataTasks.Streams, (parsed, cancellationToken) =>
            {
                IgnoredOptions.Refuse(parsed, [.. TableComparisonArguments.NotOfStreams, MethodArguments.Options, MethodArguments.Variants],
                    "is for tables and images, and a stream is compared row after row");
                return Task.Run(() => StreamArguments.Compare(parsed, parsed.GetValue(inputs)!, data =>
                    TableComparisonArguments.Stream(parsed, data, parsed.GetValue(folder)!), cancellationToken), cancellationToken);
            }) { Own = StreamArguments.Options, Shared = StreamArguments.OfTables },
            new DataArm(DataTasks.Graphs, (parsed, cancellationToken) => TensorWork.RunAsync(() =>
            {
                IgnoredOptions.Refuse(parsed, TableComparisonArguments.OfMethods,
                    "is for tables and images; counterpoise graph compare chooses among graph networks");
                return GraphArguments.Compare(parsed, parsed.GetValue(inputs)!, parsed.GetValue(folder)!,
                    TableComparisonArguments.SeedsOf(parsed), cancellationToken);
            })) { Own = GraphArguments.Options, Shared = GraphArguments.OfTables },
            new DataArm(DataTasks.Labels, (parsed, cancellationToken) =>
            {
                RegressionArguments.RefuseRegression(parsed, "several labels are named");
                IgnoredOptions.Refuse(parsed, TableComparisonArguments.OfOneClass,
                    "is for one class a row, and several labels are named");
                return Task.Run(() => MultiLabelArguments.Compare(parsed, parsed.GetValue(inputs)!,
                    TableComparisonArguments.SeveralLabels(parsed, parsed.GetValue(folder)!), cancellationToken), cancellationToken);
            }) { Shared = ofTables },
            new DataArm(DataTasks.Numbers, (parsed, cancellationToken) =>
            {
                IgnoredOptions.Refuse(parsed, TableComparisonArguments.OfClasses, "is for classes, and --task is regression");
                return Task.Run(() => RegressionArguments.Compare(parsed, parsed.GetValue(inputs)!,
                    TableComparisonArguments.Regression(parsed, parsed.GetValue(folder)!), cancellationToken), cancellationToken);
            }) { Shared = ofTables },
            new DataArm(DataTasks.Images, (parsed, cancellationToken) =>
                ImageComparingArguments.RunAsync(parsed, parsed.GetValue(inputs)![0], parsed.GetValue(folder)!, cancellationToken))
            { Own = ofImages, Check = parsed => ImageComparingArguments.Check(parsed) },
            new DataArm(DataTasks.Tables, (parsed, cancellationToken) => Task.Run(() =>
                TableComparisonArguments.Run(parsed, parsed.GetValue(inputs)!, parsed.GetValue(folder)!, cancellationToken),
                cancellationToken)) { Own = [.. TableComparisonArguments.OfTablesAlone] })
        { Otherwise = new DataArm(DataTasks.Tables, (parsed, _) => throw Refusal(parsed.GetValue(inputs)!)) }.Use(command);
        return command;
    }

    /// <summary>Which input it is that no kind of data takes, or not together with the others.</summary>
    private static InputException Refusal(string[] paths) =>
        paths.FirstOrDefault(p => !Path.Exists(p)) is { } nothing ? new InputException($"there is no file or folder '{nothing}'")
        : new InputException($"'{paths.First(p => !DataTasks.Tables.RecognizesAll([new(p)]))}' is neither images nor a table nor a folder "
            + $"of tables; images are compared one data set at a time");
}
